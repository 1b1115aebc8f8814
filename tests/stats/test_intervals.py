import numpy as np
import pytest
from scipy.stats import norm

from pipelines.stats.discrimination import auc
from pipelines.stats.intervals import (
    auc_difference_interval,
    auc_interval,
    auc_standard_error,
    jeffreys_interval,
    wilson_interval,
)

Z = norm.ppf(0.975)


def delong_by_pairs(bad, scores):
    """DeLong covariance by the definition: every pair of a bad and a good."""
    rows, columns = [], []
    for score in scores:
        wins = np.sign(score[bad][:, None] - score[~bad][None, :]) / 2 + 0.5
        rows.append(wins.mean(axis=1))
        columns.append(wins.mean(axis=0))
    return np.cov(rows) / bad.sum() + np.cov(columns) / (~bad).sum()


@pytest.fixture
def sample(rng):
    bad = rng.random(300) < 0.25
    first = (rng.normal(size=300) + bad).round(1)
    return bad, first, first + rng.normal(size=300)


def test_auc_interval_is_delong_on_the_logit(sample):
    bad, score, other = sample
    found, area = auc_interval(bad, score), auc(bad, score)
    error = np.sqrt(delong_by_pairs(bad, (score, other))[0, 0]) / (area * (1 - area))
    bounds = 1 / (1 + np.exp(-(np.log(area / (1 - area)) + np.array([-Z, Z]) * error)))
    assert (found.low, found.high) == pytest.approx(tuple(bounds), abs=1e-12)
    assert found.estimate == pytest.approx(area, abs=1e-12)
    by_pairs = np.sqrt(delong_by_pairs(bad, (score, other))[0, 0])
    assert auc_standard_error(bad, score) == pytest.approx(by_pairs, abs=1e-12)


def test_hanley_mcneil_ratings():
    ratings = np.repeat([1, 2, 3, 4, 5] * 2, [33, 6, 6, 11, 2, 3, 2, 2, 11, 33])
    found = auc_interval(np.repeat([0, 1], [58, 51]), ratings)
    assert found.estimate == pytest.approx(0.893, abs=5e-4)
    assert (found.high - found.low) / (2 * Z) == pytest.approx(0.032, abs=0.002)


def test_difference_is_paired(sample):
    bad, score, other = sample
    found = auc_difference_interval(bad, score, other)
    variance = np.array([1, -1]) @ delong_by_pairs(bad, (score, other)) @ np.array([1, -1])
    assert found.estimate == pytest.approx(auc(bad, score) - auc(bad, other), abs=1e-12)
    assert found.high - found.low == pytest.approx(2 * Z * np.sqrt(variance), abs=1e-12)


def test_difference_of_a_score_with_itself_is_nothing(sample):
    bad, score, _ = sample
    found = auc_difference_interval(bad, score, 2 * score)
    assert (found.estimate, found.low, found.high) == (0, 0, 0)


def test_interval_covers_the_true_auc_about_as_often_as_it_says(rng):
    truth, hits = norm.cdf(0.9 / np.sqrt(2)), 0
    for _ in range(400):
        bad = np.repeat([True, False], [27, 96])
        found = auc_interval(bad, rng.normal(size=123) + 0.9 * bad)
        hits += found.low <= truth <= found.high
    assert 0.92 <= hits / 400 <= 0.98


def test_perfect_separation_keeps_an_uncertain_bound():
    found = auc_interval([0, 0, 0, 0, 1, 1, 1], [1, 2, 3, 4, 5, 6, 7])
    assert found.estimate == found.high == 1
    assert found.low == pytest.approx(1 - (1 - 0.025 ** (1 / 3)))


def test_a_single_bad_does_not_fail():
    found = auc_interval([1, 0, 0, 0], [3, 1, 2, 4])
    assert 0 <= found.low < found.estimate < found.high <= 1


@pytest.mark.parametrize(
    ("events", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_reproduces_newcombe_1998(events, n, low, high):
    found = wilson_interval(events, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_wilson_of_all_is_bounded_by_one():
    assert wilson_interval(20, 20).high == 1


def test_jeffreys_bounds():
    found = jeffreys_interval(5, 10)
    assert (found.low, found.high) == pytest.approx((0.2235287, 0.7764713), abs=1e-6)
    assert jeffreys_interval(0, 10).low == 0
    assert jeffreys_interval(0, 10).high == pytest.approx(0.2171961, abs=1e-6)
    assert jeffreys_interval(10, 10).high == 1


@pytest.mark.parametrize("interval", [wilson_interval, jeffreys_interval])
@pytest.mark.parametrize(("events", "n"), [(1, 0), (-1, 5), (6, 5)])
def test_refuses_what_is_no_rate(interval, events, n):
    with pytest.raises(ValueError, match="is not a rate"):
        interval(events, n)
