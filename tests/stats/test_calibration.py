import numpy as np
import pytest
from sklearn.metrics import brier_score_loss
from sklearn.metrics import log_loss as sklearn_log_loss

from pipelines.stats.calibration import (
    brier,
    calibration_table,
    ece,
    jeffreys_p_value,
    log_loss,
)


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


def test_brier_and_log_loss_agree_with_scikit_learn(rng):
    pd = rng.random(400)
    bad = rng.random(400) < pd
    assert brier(bad, pd) == pytest.approx(brier_score_loss(bad, pd), abs=1e-12)
    assert log_loss(bad, pd) == pytest.approx(sklearn_log_loss(bad, pd), abs=1e-12)


def test_log_loss_of_a_sure_mistake_is_infinite():
    assert log_loss([1, 0], [0.0, 0.0]) == np.inf


def test_ece_by_hand():
    pd = np.array([0.1, 0.1, 0.1, 0.1, 0.6, 0.6, 0.6, 0.6])
    bad = np.array([0, 0, 0, 1, 1, 1, 0, 0])
    assert ece(bad, pd, bins=2) == pytest.approx((0.15 + 0.10) / 2)


def test_table_has_equal_bins_and_keeps_ties_together(rng):
    pd = np.arange(100) / 100
    table = calibration_table(rng.random(100) < pd, pd)
    assert [row.n for row in table] == [10] * 10
    assert table[3].mean_pd == pytest.approx(0.345)
    assert len(calibration_table([0, 1, 0, 0], [0.2, 0.2, 0.2, 0.2])) == 1


def test_table_loses_no_case(rng):
    pd = rng.random(123).round(1)
    bad = rng.random(123) < pd
    table = calibration_table(bad, pd)
    assert sum(row.n for row in table) == 123
    assert sum(row.bads for row in table) == bad.sum()
    assert all(row.low <= row.rate <= row.high for row in table)


def test_refuses_what_is_no_probability():
    with pytest.raises(ValueError, match="between 0 and 1"):
        brier([0, 1], [0.5, 1.5])
