import numpy as np
import pytest
from scipy.stats import multivariate_normal

from pipelines.errors import Refused
from pipelines.stats.bivariate_normal import bivariate_normal_cdf
from pipelines.stats.vasicek import (
    vasicek_cdf,
    vasicek_quantile,
    vasicek_sd,
    vasicek_shortfall,
)

ROWS = [
    (0.02, 0.12, 0.056836, 0.091719, 0.147282, 0.115633, 0.173189, 0.018964, 0.882540),
    (0.08, 0.06, 0.150649, 0.194487, 0.251911, 0.219601, 0.275152, 0.037489, 0.964070),
    (0.08, 0.12, 0.186623, 0.261493, 0.360670, 0.304823, 0.399940, 0.054524, 0.913573),
]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_distribution_has_its_known_figures(row):
    pd, rho, var95, var99, var999, es99, es999, sd, cdf = row
    found = vasicek_quantile(pd, rho, [0.95, 0.99, 0.999])
    assert found == pytest.approx([var95, var99, var999], abs=1e-6)
    assert vasicek_shortfall(pd, rho, 0.99) == pytest.approx(es99, abs=1e-6)
    assert vasicek_shortfall(pd, rho, 0.999) == pytest.approx(es999, abs=1e-6)
    assert vasicek_sd(pd, rho) == pytest.approx(sd, abs=1e-6)
    assert float(vasicek_cdf(pd, rho, 2 * pd)) == pytest.approx(cdf, abs=1e-6)


def test_the_quantile_of_another_row():
    assert float(vasicek_quantile(0.01, 0.20, 0.999)) == pytest.approx(0.145525, abs=1e-6)


def test_the_shortfall_is_the_mean_quantile_of_the_tail():
    """Midpoint rule over the worst 1 %."""
    levels = 0.99 + (np.arange(200_000) + 0.5) / 200_000 * 0.01
    mean = float(vasicek_quantile(0.08, 0.12, levels).mean())
    assert vasicek_shortfall(0.08, 0.12, 0.99) == pytest.approx(mean, abs=1e-6)


@pytest.mark.parametrize(("pd", "rho"), [(0.0, 0.1), (1.0, 0.1), (0.3, 0.0)])
def test_a_certain_loss_has_no_spread(pd, rho):
    assert float(vasicek_quantile(pd, rho, 0.99)) == pytest.approx(pd)
    assert vasicek_shortfall(pd, rho, 0.99) == pytest.approx(pd)
    assert vasicek_sd(pd, rho) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    ("pd", "rho", "level", "reason"),
    [(1.5, 0.1, 0.9, "PD"), (0.1, 1.0, 0.9, "correlation"), (0.1, 0.1, 1.0, "levels")],
)
def test_what_the_formulae_do_not_cover_is_refused(pd, rho, level, reason):
    with pytest.raises(Refused, match=reason):
        vasicek_quantile(pd, rho, level)


def test_without_correlation_there_is_no_distribution_function():
    with pytest.raises(Refused, match="without correlation"):
        vasicek_cdf(0.1, 0.0, 0.2)


@pytest.mark.parametrize("h", [-2.1, -0.4, 0.0, 1.3])
@pytest.mark.parametrize("k", [-1.7, 0.0, 0.6])
@pytest.mark.parametrize("rho", [-0.8, 0.0, 0.3, 0.95])
def test_the_bivariate_normal_is_another_implementation_s(h, k, rho):
    other = multivariate_normal([0, 0], [[1, rho], [rho, 1]]).cdf([h, k])
    assert bivariate_normal_cdf(h, k, rho) == pytest.approx(other, abs=1e-6)


@pytest.mark.parametrize(
    ("h", "k", "rho", "expected"),
    [
        (np.inf, 0.0, 0.3, 0.5),
        (-np.inf, 0.0, 0.3, 0.0),
        (0.0, 0.0, 0.5, 1 / 3),
        (0.0, 1.0, 1.0, 0.5),
        (0.0, 0.0, -1.0, 0.0),
    ],
)
def test_the_bivariate_normal_at_its_edges(h, k, rho, expected):
    assert bivariate_normal_cdf(h, k, rho) == pytest.approx(expected, abs=1e-12)
