import numpy as np
import pytest
from sklearn.metrics import brier_score_loss
from sklearn.metrics import log_loss as sklearn_log_loss

from pipelines.stats.calibration import (
    brier,
    calibration_table,
    ece,
    expected_ece,
    log_loss,
)


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


def test_expected_ece_of_one_bin_is_the_mean_distance_of_a_binomial_rate():
    """100 cases at 10 %: E|X - 10| / 100 = .0237398, from the binomial distribution."""
    assert expected_ece([0.1] * 100, draws=4000) == pytest.approx(0.0237398, abs=0.001)
    assert expected_ece([0.0, 0.0, 1.0, 1.0]) == 0


def test_expected_ece_is_the_ece_of_true_pds(rng):
    pd = rng.beta(1, 9, 1000).round(2)
    drawn = np.mean([ece(rng.random(1000) < pd, pd) for _ in range(300)])
    assert expected_ece(pd) == pytest.approx(drawn, rel=0.05)
    assert expected_ece(pd) == expected_ece(pd[::-1])


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
