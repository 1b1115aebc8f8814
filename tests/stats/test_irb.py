import numpy as np
import pytest

from pipelines.errors import Refused
from pipelines.offers.economics import capital_requirement
from pipelines.stats.correlation import conditional_pd
from pipelines.stats.irb import (
    asset_correlation_of,
    irb_capital,
    maturity_slope,
    risk_weight,
)

COLUMNS = [
    ("corporate", 0.45),
    ("sme", 0.45),
    ("mortgage", 0.45),
    ("mortgage", 0.25),
    ("other retail", 0.45),
    ("other retail", 0.85),
    ("qrre", 0.45),
    ("qrre", 0.85),
]
PUBLISHED = {
    0.0003: (14.44, 11.30, 4.15, 2.30, 4.45, 8.41, 0.98, 1.85),
    0.01: (92.32, 72.40, 56.40, 31.33, 45.77, 86.46, 17.22, 32.53),
    0.02: (114.86, 88.55, 87.94, 48.85, 57.99, 109.53, 28.92, 54.63),
    0.05: (149.85, 112.26, 148.22, 82.35, 66.42, 125.45, 54.74, 103.41),
    0.10: (193.09, 146.51, 204.41, 113.56, 75.54, 142.69, 83.89, 158.47),
    0.20: (238.23, 188.42, 253.12, 140.62, 100.28, 189.41, 117.99, 222.86),
}
"""Risk weights in per cent: Basel II, annex 5; from 5 % on worked out from the formula."""


@pytest.mark.parametrize(("pd", "weights"), PUBLISHED.items())
def test_the_published_risk_weights(pd, weights):
    found = [100 * float(risk_weight(irb_capital(pd, lgd, name))) for name, lgd in COLUMNS]
    assert found == pytest.approx(weights, abs=0.02)


def test_a_corporate_loan_step_by_step():
    correlation = float(asset_correlation_of(0.01, "corporate"))
    assert correlation == pytest.approx(0.192784, abs=5e-7)
    assert float(conditional_pd(0.01, correlation, 3.090232)) == pytest.approx(0.140273, abs=5e-7)
    assert float(maturity_slope(0.01)) == pytest.approx(0.137486, abs=5e-7)
    capital = irb_capital(0.01, 0.45, "corporate")
    assert float(capital) == pytest.approx(0.0738534, abs=5e-8)
    assert float(risk_weight(capital)) == pytest.approx(0.923168, abs=5e-7)


def test_a_loan_like_the_book_s():
    correlation = float(asset_correlation_of(0.08, "other retail"))
    assert correlation == pytest.approx(0.0379053, abs=5e-8)
    assert float(conditional_pd(0.08, correlation, 3.090232306)) == pytest.approx(
        0.2063648, abs=5e-8
    )
    capital = float(irb_capital(0.08, 0.75))
    assert capital == pytest.approx(0.0947736, abs=5e-8)
    assert 100 * float(risk_weight(capital)) == pytest.approx(118.467, abs=5e-4)
    assert 100 * (0.08 * 0.75 + capital) == pytest.approx(15.477, abs=5e-4)


def test_a_larger_firm_correlates_more():
    found = [float(asset_correlation_of(0.01, "sme", sales=sales)) for sales in (1, 5, 50, 500)]
    assert found == pytest.approx([0.152784, 0.152784, 0.192784, 0.192784], abs=5e-7)


def test_a_longer_corporate_loan_needs_more():
    short, usual, long = (
        float(irb_capital(0.01, 0.45, "corporate", maturity=years)) for years in (1, 2.5, 5)
    )
    assert short < usual < long
    assert short == pytest.approx(0.0738534 * (1 - 1.5 * 0.137486), abs=1e-6)


def test_nothing_is_unexpected_of_a_certain_loss():
    assert irb_capital([0.0, 1.0], 0.88).tolist() == [0.0, 0.0]


def test_the_offers_use_the_same_formula():
    pds = np.array([0.005, 0.05, 0.3])
    scalar = [capital_requirement(float(pd), 0.88) for pd in pds]
    assert irb_capital(pds, 0.88) == pytest.approx(scalar, abs=1e-12)


@pytest.mark.parametrize(("pd", "lgd"), [(1.2, 0.5), (0.1, -0.1), (np.nan, 0.5)])
def test_what_is_no_share_is_refused(pd, lgd):
    with pytest.raises(Refused, match="from 0 to 1"):
        irb_capital(pd, lgd)
