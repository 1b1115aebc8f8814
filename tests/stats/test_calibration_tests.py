import numpy as np
import pytest
from scipy.stats import binomtest

from pipelines.stats.calibration_tests import binomial_p_value, hosmer_lemeshow, jeffreys_p_value

N, PD, DEFAULTS = (200,) * 5, (0.01, 0.03, 0.06, 0.10, 0.20), (3, 5, 15, 24, 45)
# Basel Committee (1996), backtesting framework, table 1: type 1 error of each number of exceptions.
BACKTESTING = (0.919, 0.714, 0.457, 0.242, 0.108, 0.041, 0.014, 0.004, 0.001)


@pytest.mark.parametrize(
    ("n", "defaults", "pd", "p_value"),
    [
        (6, 2, 0.0367, 0.00438048),
        (100, 4, 0.02, 0.086584),
        (100, 5, 0.02, 0.028614),
        (100, 6, 0.02, 0.008072),
        (1000, 94, 0.08, 0.054005),
        (1000, 95, 0.08, 0.042902),
        (1000, 96, 0.08, 0.033747),
    ],
)
def test_jeffreys_published_vectors(n, defaults, pd, p_value):
    assert jeffreys_p_value(defaults, n, pd) == pytest.approx(p_value, abs=5e-7)


@pytest.mark.parametrize(("exceptions", "error"), list(enumerate(BACKTESTING, start=1)))
def test_binomial_reproduces_the_backtesting_table(exceptions, error):
    assert binomial_p_value(exceptions, 250, 0.01) == pytest.approx(error, abs=5.1e-4)


def test_binomial_rejects_later_than_jeffreys():
    assert binomial_p_value(5, 100, 0.02) == pytest.approx(0.05083, abs=5e-6)
    assert binomial_p_value(6, 100, 0.02) < 0.05 < binomial_p_value(5, 100, 0.02)


@pytest.mark.parametrize("defaults", [0, 1, 8, 20])
def test_binomial_agrees_with_scipy(defaults):
    expected = binomtest(defaults, 20, 0.3, alternative="greater").pvalue
    assert binomial_p_value(defaults, 20, 0.3) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(("fitted", "df", "p_value"), [(False, 5, 0.6777), (True, 3, 0.3698)])
def test_hosmer_lemeshow_published_vector(fitted, df, p_value):
    found = hosmer_lemeshow(DEFAULTS, N, PD, fitted=fitted)
    assert found.statistic == pytest.approx(3.144883, abs=5e-7)
    assert (found.df, found.p_value) == (df, pytest.approx(p_value, abs=5e-5))


def test_hosmer_lemeshow_of_true_pds_rejects_as_often_as_it_says(rng):
    worlds = rng.binomial(N, PD, (600, 5))
    small = [hosmer_lemeshow(world, N, PD, fitted=False).p_value < 0.05 for world in worlds]
    assert np.mean(small) == pytest.approx(0.05, abs=0.027)


@pytest.mark.parametrize("p_value", [jeffreys_p_value, binomial_p_value])
@pytest.mark.parametrize(("defaults", "n"), [(1, 0), (-1, 5), (6, 5)])
def test_refuses_what_is_no_rate(p_value, defaults, n):
    with pytest.raises(ValueError, match="is not a rate"):
        p_value(defaults, n, 0.1)


@pytest.mark.parametrize(
    ("defaults", "n", "pd", "message"),
    [
        ((1, 2, 3), (10, 10), (0.1, 0.1, 0.1), "one number each"),
        ((1, 2, 11), (10, 10, 10), (0.1, 0.1, 0.1), "no more defaults"),
        ((1, 2, 3), (10, 10, 10), (0.1, 0.0, 0.1), "strictly between"),
        ((1, 2), (10, 10), (0.1, 0.1), "too few"),
    ],
)
def test_refuses_groups_that_have_no_test(defaults, n, pd, message):
    with pytest.raises(ValueError, match=message):
        hosmer_lemeshow(defaults, n, pd, fitted=True)
