import numpy as np
import pytest

from pipelines.stats.curves import lift_points, roc_points
from pipelines.stats.discrimination import auc

SCORE = (0.9, 0.8, 0.7, 0.6, 0.55, 0.54, 0.53, 0.52, 0.51, 0.5)
BAD = (1, 1, 0, 1, 1, 0, 0, 0, 1, 0)


def test_roc_runs_from_corner_to_corner_and_encloses_the_auc():
    points = roc_points(BAD, SCORE)
    x = [point.false_positive_rate for point in points]
    y = [point.true_positive_rate for point in points]
    assert (x[0], y[0], x[-1], y[-1]) == (0, 0, 1, 1)
    assert np.trapezoid(y, x) == pytest.approx(auc(BAD, SCORE))


def test_roc_takes_ties_in_one_step():
    assert len(roc_points([0, 1, 0, 1], [1, 1, 2, 2])) == 3


def test_roc_is_thinned(rng):
    bad, score = rng.random(5000) < 0.1, rng.normal(size=5000)
    points = roc_points(bad, score, limit=200)
    assert len(points) == 200
    assert points[0].threshold == np.inf
    assert points[-1].true_positive_rate == 1


def test_lift_by_hand():
    points = lift_points(BAD, SCORE, bins=5)
    assert [point.bads_caught for point in points] == pytest.approx([0.4, 0.6, 0.8, 0.8, 1.0])
    assert points[0].lift == pytest.approx(2.0)
    assert points[-1].lift == pytest.approx(1.0)


def test_lift_of_equal_scores_is_chance():
    assert [p.lift for p in lift_points([1, 0, 0, 0], [3, 3, 3, 3])] == pytest.approx([1.0] * 10)
