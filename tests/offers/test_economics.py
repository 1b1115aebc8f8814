"""What an offer earns and loses: the published figures, and what holds for every offer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.loans import build_schedule
from pipelines.offers.economics import (
    capital_requirement,
    default_shares,
    margin,
    offer_economics,
)
from pipelines.offers.terms import Economics

TIMING = (0.20, 0.20, 0.20, 0.18, 0.14, 0.08)
ASSUMED = Economics(lgd=0.88, default_timing=TIMING, funding_rate=0.08, servicing_share=0.0075)
MID = (0.02, 0.02, 0.005, 0.005, 0.005, 0.005)


def test_one_offer_by_hand():
    found = offer_economics(build_schedule(600_000, MID, date(2026, 1, 1)), 0.1, ASSUMED)
    assert found.loss_cents == pytest.approx(0.1 * 0.88 * 0.65 * 600_000)
    lost = 0.2 * 36_000 + 0.2 * 24_000 + 0.2 * 12_000 + 0.18 * 9_000 + 0.14 * 6_000 + 0.08 * 3_000
    assert found.fees_cents == pytest.approx(36_000 - 0.1 * lost)
    assert found.funding_cents == pytest.approx(0.08 / 12 * 600_000 * 3.5)
    assert found.servicing_cents == pytest.approx(4_500)
    assert found.profit_cents == pytest.approx(36_000 - 0.1 * lost - 14_000 - 4_500 - 34_320)
    assert found.raroc == pytest.approx(found.profit_cents / found.capital_cents)


@pytest.mark.parametrize(
    ("rates", "fees_paid"),
    [((0.0125,) * 2 + (0.0025,) * 4, 0.007), (MID, 0.051), ((0.0275,) * 2 + (0.0075,) * 4, 0.095)],
)
def test_break_even_with_fees_in_full_is_as_published(rates, fees_paid):
    """Fees counted in full break even at 0.7, 5.1 and 9.5 % PD."""
    found = margin(build_schedule(3_000_000, rates, date(2026, 1, 1)), ASSUMED)
    assert found.certain_cents / found.loss_at_default_cents == pytest.approx(fees_paid, abs=5e-4)
    assert found.break_even_pd < found.certain_cents / found.loss_at_default_cents


def test_break_even_ends():
    free = build_schedule(600_000, [0.0] * 6, date(2026, 1, 1))
    assert margin(free, ASSUMED).break_even_pd == 0
    dear = build_schedule(600_000, [0.9] * 6, date(2026, 1, 1))
    assert margin(dear, Economics(0.0, TIMING, 0.0, 0.0)).break_even_pd == 1


@pytest.mark.parametrize(
    ("pd", "lgd", "risk_weight", "within"),
    [
        (0.0003, 0.45, 4.45, 0.02), (0.01, 0.45, 45.77, 0.02), (0.01, 0.85, 86.46, 0.02),
        (0.02, 0.45, 57.99, 0.02), (0.05, 0.85, 125.45, 0.02), (0.20, 0.45, 100.28, 0.02),
        (0.08, 0.75, 118.467, 0.0005),
    ],
)  # fmt: skip
def test_capital_of_other_retail(pd, lgd, risk_weight, within):
    """Basel II, Annex 5, and one worked by hand at PD 8 %, LGD 75 %."""
    assert 1250 * capital_requirement(pd, lgd) == pytest.approx(risk_weight, abs=within)


@given(st.integers(1, 60))
def test_defaults_are_spread_over_any_term(instalments):
    shares = default_shares(TIMING, instalments)
    assert len(shares) == instalments
    assert sum(shares) == pytest.approx(1)
    assert min(shares) > 0


@given(st.floats(0, 1), st.integers(1, 15_000_000), st.lists(st.floats(0, 0.2), min_size=1))
def test_the_line_in_the_pd_is_the_profit(pd, amount, rates):
    schedule = build_schedule(amount, rates[:24], date(2026, 1, 31))
    line = margin(schedule, ASSUMED)
    found = offer_economics(schedule, pd, ASSUMED)
    expected = line.certain_cents - pd * line.at_default_cents
    assert found.profit_cents == pytest.approx(expected, abs=1e-3 + 1e-9 * amount)
