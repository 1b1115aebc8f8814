"""Kaplan-Meier on the data on which it is taught."""

import pytest

from pipelines.stats.survival import event_shares

WEEKS = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
"""Remission of the 6-MP group of Freireich et al. (1963); the first nine relapsed."""


def test_the_published_remission_times():
    steps = event_shares(WEEKS, [True] * 9 + [False] * 12)
    assert [step.time for step in steps] == [6, 7, 10, 13, 16, 22, 23]
    assert [step.at_risk for step in steps] == [21, 17, 15, 12, 11, 7, 6]
    survived = [round(1 - step.share, 3) for step in steps]
    assert survived == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert 1 - steps[0].high == pytest.approx(0.6197, abs=1e-4)
    assert 1 - steps[0].low == pytest.approx(0.9516, abs=1e-4)


def test_weights_count_equal_cases():
    assert event_shares([1, 2, 3], [True, True, False], [2, 1, 4]) == event_shares(
        [1, 1, 2, 3, 3, 3, 3], [True, True, True, False, False, False, False]
    )


def test_nobody_and_everybody():
    assert event_shares([1, 2], [False, False]) == ()
    assert event_shares([1, 2], [True, True])[-1].share == 1
    with pytest.raises(ValueError, match="as long"):
        event_shares([1], [True, False])
