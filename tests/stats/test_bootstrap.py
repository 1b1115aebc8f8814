import numpy as np
import pytest

from pipelines.stats.bootstrap import bootstrap_interval
from pipelines.stats.calibration import brier, ece
from pipelines.stats.discrimination import auc, average_precision
from pipelines.stats.intervals import auc_interval


def test_agrees_with_delong(rng):
    bad = np.repeat([True, False], [150, 850])
    score = rng.normal(size=1000) + bad
    found, delong = bootstrap_interval(auc, bad, score, seed=1), auc_interval(bad, score)
    assert found.estimate == pytest.approx(delong.estimate)
    assert (found.low, found.high) == pytest.approx((delong.low, delong.high), abs=0.006)


def test_is_set_by_its_seed(rng):
    bad, score = np.repeat([1, 0], 30), rng.random(60)
    first = bootstrap_interval(average_precision, bad, score, seed=5, draws=50)
    assert first == bootstrap_interval(average_precision, bad, score, seed=5, draws=50)
    assert first != bootstrap_interval(average_precision, bad, score, seed=6, draws=50)


def test_every_draw_keeps_the_numbers_of_both_classes(rng):
    bad, seen = np.repeat([1, 0], [3, 40]), []
    bootstrap_interval(lambda y, _: seen.append(int(y.sum())) or 0, bad, rng.random(43), seed=1)
    assert set(seen) == {3}


def gap(bad, score):
    return score[bad].mean() - score[~bad].mean()


def test_covers_the_truth_about_as_often_as_it_says(rng):
    hits, bad = 0, np.repeat([True, False], [30, 70])
    for seed in range(120):
        score = rng.normal(size=100) + bad
        found = bootstrap_interval(gap, bad, score, seed=seed, draws=100)
        hits += found.low <= 1 <= found.high
    assert hits / 120 > 0.87


def test_a_wider_level_is_wider(rng):
    bad, pd = np.repeat([1, 0], [20, 80]), rng.random(100)
    wide, narrow = (bootstrap_interval(brier, bad, pd, seed=2, level=x) for x in (0.95, 0.5))
    assert wide.low < narrow.low < narrow.high < wide.high


def test_reflected_bounds_mirror_the_percentiles_about_the_estimate():
    rng = np.random.default_rng(2)
    pd = rng.uniform(0.02, 0.2, 800)
    bad = (rng.random(800) < pd).astype(int)
    plain, mirrored = (
        bootstrap_interval(ece, bad, pd, seed=1, draws=100, by_class=False, reflected=reflected)
        for reflected in (False, True)
    )
    assert mirrored.estimate == plain.estimate
    assert mirrored.low == pytest.approx(2 * plain.estimate - plain.high)
    assert mirrored.high == pytest.approx(2 * plain.estimate - plain.low)
    assert plain.low > plain.estimate * 0.7


def test_an_uncertain_number_of_bads_widens_the_interval_of_a_brier_score():
    rng = np.random.default_rng(3)
    pd = rng.uniform(0.02, 0.2, 800)
    bad = (rng.random(800) < pd).astype(int)
    kept, free = (
        bootstrap_interval(brier, bad, pd, seed=1, draws=200, by_class=by_class)
        for by_class in (True, False)
    )
    assert free.high - free.low > 1.5 * (kept.high - kept.low)
