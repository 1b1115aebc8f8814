import numpy as np
import pytest
from scipy.special import expit

from pipelines.stats.discrimination import auc
from tests.benchmarks.interval_coverage import coverage, expected, true_auc


@pytest.fixture
def population(rng):
    """Log-odds of 4,000 cases, and scores that know them with noise; a bad rate of about 8 %."""
    log_odds = rng.normal(-2.8, 1, 4_000)
    return log_odds + rng.normal(size=4_000), expit(log_odds)


def test_true_auc_of_certain_outcomes_is_the_auc():
    bad = np.array([0.0, 1.0, 0.0, 1.0, 1.0])
    score = np.array([1.0, 1.0, 2.0, 3.0, 0.0])
    assert true_auc(score, bad) == pytest.approx(auc(bad, score))


def test_true_auc_is_the_mean_over_drawn_outcomes(population, rng):
    score, true_pd = population
    drawn = [auc(rng.random(len(score)) < true_pd, score) for _ in range(100)]
    assert true_auc(score, true_pd) == pytest.approx(np.mean(drawn), abs=0.005)


def test_the_interval_holds_the_truth_in_95_per_cent_of_resampled_worlds(population):
    score, true_pd = population
    low, high = expected()
    assert (low, high) == (181, 197)
    assert low <= coverage(score, true_pd, 1_780, worlds=200).held <= high
