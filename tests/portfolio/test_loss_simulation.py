"""The simulated losses against what is known of them: Vasicek, binomial counts, certain losses."""

import threading
from dataclasses import replace

import numpy as np
import pytest
from scipy.special import ndtr
from scipy.stats import binom, multivariate_normal

from pipelines.errors import Refused, Stopped
from pipelines.portfolio.loss_distribution import (
    Variant,
    load_loss_model,
    loss_distribution,
)
from pipelines.portfolio.loss_distribution.compiled import compiled
from pipelines.portfolio.loss_distribution.dependence import Dependence, dependence_of
from pipelines.portfolio.loss_distribution.lgd_curve import lgd_curve, lgd_noise
from pipelines.portfolio.loss_distribution.normal_table import normal_cdf
from pipelines.portfolio.loss_distribution.pool import pool_of
from pipelines.portfolio.loss_distribution.random_words import GAMMA, mix
from pipelines.portfolio.loss_distribution.simulation import simulate
from pipelines.portfolio.loss_distribution.tails import mean_and_sd, tail
from pipelines.settings import PROJECT
from pipelines.stats.vasicek import vasicek_quantile, vasicek_sd, vasicek_shortfall
from tests.portfolio.hand_made_loans import hand_made

ONE = Dependence(0.0, 0.0, 0.0, 0, 0.0, 0.0, 0.0)
MODEL = load_loss_model(PROJECT / "data" / "loss_model.toml")


def simulated(loans, dependence, scenarios=20_000, *, seed=11, threads=2):
    return simulate(pool_of(loans, dependence), scenarios, seed=seed, threads=threads)


@pytest.mark.parametrize(("pd", "rho"), [(0.02, 0.12), (0.08, 0.06), (0.08, 0.12)])
def test_a_granular_pool_loses_as_vasicek_says(pd, rho):
    """20,000 equal loans, within three standard errors of the limit of endlessly many."""
    loans = hand_made(np.full(20_000, pd))
    losses = np.sort(simulated(loans, replace(ONE, market=rho), 5_000) / (20_000 * 100_00))
    mean, sd = mean_and_sd(losses)
    assert abs(mean.value - pd) < 3 * mean.standard_error
    assert abs(sd.value - vasicek_sd(pd, rho)) < 3 * sd.standard_error
    for level in (0.95, 0.99, 0.999):
        found = tail(losses, level)
        expected = float(vasicek_quantile(pd, rho, level))
        assert abs(found.var.value - expected) < 3 * found.var.standard_error
        assert abs(found.shortfall.value - vasicek_shortfall(pd, rho, level)) < (
            3 * found.shortfall.standard_error
        )


@pytest.mark.parametrize("pds", [(0.05, 0.05), (0.03, 0.07)])
def test_without_common_factors_defaults_are_independent(pds):
    """40 merchants, half with each PD: the count of defaults has the binomials' probabilities."""
    counts = simulated(hand_made(np.repeat(pds, 20)), ONE, 40_000) / 100_00
    one, other = (binom.pmf(np.arange(21), 20, pd) for pd in pds)
    expected = np.convolve(one, other)
    for number in range(6):
        error = np.sqrt(expected[number] * (1 - expected[number]) / 40_000)
        assert abs((counts == number).mean() - expected[number]) < 4 * error


def test_two_names_default_together_as_the_bivariate_normal_says():
    counts = simulated(hand_made([0.1, 0.1]), replace(ONE, market=0.3), 100_000) / 100_00
    both = multivariate_normal([0, 0], [[1, 0.3], [0.3, 1]]).cdf([-1.281552, -1.281552])
    assert (counts == 2).mean() == pytest.approx(both, abs=4 * np.sqrt(both / 100_000))


def test_sectors_tie_only_their_own():
    """Four names in two industries: those of one default together far more often."""
    loans = hand_made(
        [0.1] * 4, ead=[1.0, 2.0, 4.0, 8.0], industry=["Toys", "Toys", "Shoes", "Shoes"]
    )
    sums = simulated(loans, replace(ONE, industry=0.5), 100_000).astype(int)
    same, different = (((sums & bits) == bits).mean() for bits in (3, 5))
    assert same == pytest.approx(
        multivariate_normal([0, 0], [[1, 0.5], [0.5, 1]]).cdf([-1.281552] * 2), abs=0.002
    )
    assert different == pytest.approx(0.01, abs=0.0015)


def test_the_t_copula_keeps_the_mean_and_fattens_the_tail():
    loans = hand_made(np.full(500, 0.05))
    gaussian = simulated(loans, replace(ONE, market=0.1), 40_000)
    heavy = simulated(loans, replace(ONE, market=0.1, degrees=4), 40_000)
    error = heavy.std() / np.sqrt(40_000)
    assert abs(heavy.mean() - 0.05 * 500 * 100_00) < 3.5 * error
    assert np.quantile(heavy, 0.999) > 1.5 * np.quantile(gaussian, 0.999)


def test_one_merchant_s_loans_default_together():
    """The riskier loan defaults with the safer one, never without it the other way round."""
    loans = hand_made([0.04, 0.10], ead=[1.0, 2.0], merchant="m")
    sums = simulated(loans, replace(ONE, market=0.1), 100_000)
    assert sorted(np.unique(sums)) == [0.0, 2.0, 3.0]
    assert (sums == 3).mean() == pytest.approx(0.04, abs=0.002)
    assert (sums == 2).mean() == pytest.approx(0.06, abs=0.0024)


@pytest.mark.parametrize("degrees", [0, 6])
def test_a_random_lgd_keeps_the_expected_loss(degrees):
    """Though it is higher in the scenarios in which more merchants default."""
    loans = hand_made(np.tile([0.02, 0.15], 100), lgd=np.tile([0.85, 0.9], 100))
    dependence = replace(ONE, market=0.1, degrees=degrees, lgd_sd=0.15, lgd_systematic=0.3)
    losses = simulated(loans, dependence, 60_000)
    fixed = simulated(loans, replace(dependence, lgd_sd=0.0, lgd_systematic=0.0), 60_000)
    expected = loans.expected_loss_cents.sum()
    assert abs(losses.mean() - expected) < 3.5 * losses.std() / np.sqrt(60_000)
    assert losses.std() > fixed.std()


def test_loans_in_default_lose_their_lgd_in_every_scenario():
    losses = simulated(hand_made([1.0, 1.0, 0.0], lgd=0.8), replace(ONE, market=0.06), 1_000)
    assert np.unique(losses).tolist() == pytest.approx([160_00.0])


def test_a_merchant_in_default_may_still_pay_its_other_loan():
    loans = hand_made([1.0, 0.3], ead=[1.0, 2.0], merchant="m")
    sums = simulated(loans, replace(ONE, market=0.06), 20_000)
    assert sorted(np.unique(sums)) == [1.0, 3.0]
    assert (sums == 3).mean() == pytest.approx(0.3, abs=0.013)


def test_loans_without_a_pd_are_left_out():
    pool = pool_of(hand_made([0.1, np.nan, 0.0]), ONE)
    assert pool.row.tolist() == [0]


def test_a_scenario_is_the_same_on_any_number_of_threads():
    loans = hand_made(
        np.linspace(0.01, 0.4, 300), lgd=0.8, merchant=[f"m{n % 200}" for n in range(300)],
        industry=[f"i{n % 7}" for n in range(300)],
    )  # fmt: skip
    dependence = Dependence(0.05, 0.04, 0.01, 5, 0.1, 0.1, 0.06)
    one, three = (simulated(loans, dependence, 3_000, threads=n) for n in (1, 3))
    assert one.tobytes() == three.tobytes()
    assert simulated(loans, dependence, 1_000).tobytes() == one[:1_000].tobytes()
    assert simulated(loans, dependence, 3_000, seed=12).tobytes() != one.tobytes()


def test_it_tells_how_far_it_is_and_stops_when_asked():
    told, asked = [], threading.Event()
    pool = pool_of(hand_made([0.1]), ONE)

    def progress(done, what):
        told.append(done)
        if done > 0.2:
            asked.set()

    with pytest.raises(Stopped, match="start it again"):
        simulate(pool, 5_000, seed=1, threads=2, progress=progress, stop=asked.is_set)
    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] < 0.3


@pytest.mark.parametrize("scenarios", [10, 10_000_001])
def test_too_few_or_too_many_scenarios_are_refused(scenarios):
    with pytest.raises(Refused, match="from 1,000 to 10,000,000"):
        simulated(hand_made([0.1]), ONE, scenarios)


def test_the_table_of_the_normal_is_as_close_as_it_says():
    """Over the reach in steps that meet the middle between two nodes, where it is worst."""
    places = np.arange(-9.5, 9.5, 1 / 128)
    table = np.array([normal_cdf.py_func(x) for x in places])
    assert np.abs(table - ndtr(places)).max() <= 2.2e-10


def test_the_table_is_exact_where_defaults_are_certain():
    assert normal_cdf.py_func(np.inf) == 1.0
    assert normal_cdf.py_func(-np.inf) < 1e-18


def test_random_words_are_those_published():
    """SplitMix64 from the seed 1234567."""
    counters = [(1234567 + n * int(GAMMA)) % 2**64 for n in (1, 2, 3)]
    with np.errstate(over="ignore"):
        words = [int(mix.py_func(np.uint64(counter))) for counter in counters]
    assert words == [6457827717110365317, 3203168211198807973, 9817491932198370423]


def test_the_lgd_s_curve_has_its_mean_and_spread():
    curve = lgd_curve(0.87, 0.15)
    z = np.arange(-384, 385) / 64
    weight = np.exp(-(z**2) / 2) / np.exp(-(z**2) / 2).sum()
    assert weight @ curve == pytest.approx(0.0, abs=1e-12)
    assert np.sqrt(weight @ curve**2) == pytest.approx(0.15, abs=1e-4)
    assert lgd_noise(0.19).std() == pytest.approx(0.9, abs=1e-3)
    with pytest.raises(Refused, match="lower sd"):
        lgd_curve(0.9, 0.31)


def test_a_book_without_anything_to_lose_is_refused():
    with pytest.raises(Refused, match="no loan open on 2025-12-31"):
        loss_distribution(hand_made([]), MODEL, seed=1)
    with pytest.raises(Refused, match="no loan open on 2025-12-31"):
        loss_distribution(hand_made([np.nan, 0.0]), MODEL, seed=1)


def test_one_factor_and_many_have_the_same_mean_correlation():
    loans = hand_made([0.1] * 4, industry=["a", "a", "b", "b"], region=["x", "x", "x", "y"])
    many, one = (dependence_of(loans, MODEL, Variant(factors)) for factors in ("multi", "one"))
    assert many.mean_correlation == pytest.approx(0.06 + 0.04 * 0.5 + 0.01 * 0.625)
    assert (one.market, one.industry, one.region) == (many.mean_correlation, 0, 0)
    low = dependence_of(loans, MODEL, Variant("multi", correlation=0.013125))
    assert (low.market, low.industry, low.region) == pytest.approx((0, 0.02, 0.005))
    with pytest.raises(Refused, match=r"0\.99"):
        dependence_of(loans, MODEL, Variant(correlation=1.0))


def test_it_compiles_where_nothing_can_be_kept():
    """A function without a file has no place beside its source, nor in the user's cache."""
    nowhere = {}
    exec("def twice(x):\n    return 2 * x", nowhere)
    assert compiled(nowhere["twice"])(21) == 42
