import numpy as np
import pytest

from pipelines.errors import Refused
from pipelines.stats.correlation import asset_correlation, conditional_pd


@pytest.mark.parametrize(
    ("pd", "rho", "factor", "expected"),
    [
        # N^-1(.01) = -2.326348, N^-1(.999) = 3.090232: N((-2.326348 + sqrt(.15) 3.090232)
        # / sqrt(.85)) = N(-1.225121), the conditional PD in a Basel capital charge.
        (0.01, 0.15, 3.090232, 0.110265),
        # N^-1(.09) = -1.340755: N((-1.340755 + .3) / sqrt(.91)) = N(-1.091008).
        (0.09, 0.09, 1.0, 0.137635),
        (0.09, 0.0, 3.0, 0.09),
    ],
)
def test_conditional_pd_worked_by_hand(pd, rho, factor, expected):
    assert float(conditional_pd(pd, rho, factor)) == pytest.approx(expected, abs=1e-6)


def test_conditional_pds_average_to_the_pd():
    """Over the factor's distribution: the trapezoid rule on a grid of .001."""
    factor = np.arange(-8, 8, 0.001)
    density = np.exp(-(factor**2) / 2) / np.sqrt(2 * np.pi)
    mean = np.sum(conditional_pd(0.09, 0.06, factor) * density) * 0.001
    assert mean == pytest.approx(0.09, abs=1e-6)


def test_the_correlation_behind_simulated_counts_is_found(rng):
    """400 periods: rho's relative error is about sqrt(2 / 400) = 7 %, so three of them are .013."""
    exposed = np.full(400, 560)
    defaults = rng.binomial(exposed, conditional_pd(0.09, 0.06, rng.standard_normal(400)))
    found = asset_correlation(defaults, exposed)
    assert found.rho == pytest.approx(0.06, abs=0.013)
    assert found.pd == pytest.approx(0.09, abs=0.006)
    assert found.periods == 400


def test_counts_that_vary_by_chance_alone_show_no_correlation(rng):
    exposed = np.full(200, 560)
    found = asset_correlation(rng.binomial(exposed, 0.09), exposed)
    assert found.rho < 0.002
    assert found.pd == pytest.approx(0.09, abs=0.003)


def test_equal_counts_show_no_correlation():
    assert asset_correlation([50] * 12, [560] * 12).rho < 1e-4


def test_periods_may_differ_in_size(rng):
    """Few loans in a period make its rate noisy; that noise is no correlation."""
    exposed = rng.integers(10, 1_000, 400)
    found = asset_correlation(rng.binomial(exposed, 0.09), exposed)
    assert found.rho < 0.003


@pytest.mark.parametrize(
    ("defaults", "exposed", "reason"),
    [
        ([1, 2, 3], [10, 10, 10], "too few"),
        ([1] * 6, [10] * 5, "one number each"),
        ([[1] * 6], [[10] * 6], "one number each"),
        ([11] + [1] * 5, [10] * 6, "no more defaults than loans"),
        ([-1] + [1] * 5, [10] * 6, "no more defaults than loans"),
        ([0] * 6, [10] * 5 + [0], "at least one loan"),
    ],
)
def test_counts_that_do_not_fit_are_refused(defaults, exposed, reason):
    with pytest.raises(Refused, match=reason):
        asset_correlation(defaults, exposed)


def test_no_default_at_all_is_estimated_near_zero():
    assert asset_correlation([0] * 12, [100] * 12).pd < 1e-3
