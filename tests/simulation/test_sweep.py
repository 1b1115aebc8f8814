"""Sweeps equal single replays; frontiers keep what nothing beats; intervals hold the truth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.offers import Applicant
from pipelines.simulation.frontier import efficient, frontier
from pipelines.simulation.intervals import (
    intervals,
    profit_band,
    resamples,
    sum_intervals,
)
from pipelines.simulation.replay import replay
from pipelines.simulation.sweep import CutOffs, policy_at, sweep
from pipelines.simulation.totals import Totals, figures, totals
from tests.simulation.applicants import POLICY, applicants, of_applicants, promising

BASES = ("offered", "accepted")
CUTS = (0.0, 0.004, 0.007, 0.03, 0.048, 0.088, 0.12, 0.3, 1.0)


def at(found, k):
    return Totals(
        found.applications,
        int(found.approved[k]),
        int(found.referred[k]),
        round(found.volume_cents[k]),
        round(found.loss_cents[k]),
        round(found.profit_cents[k]),
    )


@pytest.mark.parametrize("basis", BASES)
def test_every_point_of_a_sweep_is_a_replay_of_that_cut_off(demo_cases, policy, basis):
    found = CutOffs(demo_cases, policy, basis).at(np.array(CUTS))
    for k, cut_off in enumerate(CUTS):
        alone = totals(replay(demo_cases, policy_at(policy, cut_off)), basis)
        if basis == "offered":
            assert at(found, k) == alone
        else:
            assert found.profit_cents[k] == pytest.approx(alone.profit_cents, abs=1)
            assert found.volume_cents[k] == pytest.approx(alone.volume_cents, abs=1)


@settings(max_examples=50, deadline=None)
@given(st.lists(applicants | promising, min_size=1, max_size=12), st.sampled_from(CUTS))
def test_sweep_counts_referrals_of_missing_and_equal_figures(people, cut_off):
    cases = of_applicants(people, [None] * len(people))
    found = CutOffs(cases, POLICY, "offered").at(np.array([cut_off]))
    assert at(found, 0) == totals(replay(cases, policy_at(POLICY, cut_off)), "offered")


def test_best_cut_off_is_beaten_by_none(demo_cases, policy):
    cut = CutOffs(demo_cases, policy, "offered")
    highest = cut.at(np.unique(demo_cases.pd)).profit_cents.max()
    found = sweep(demo_cases, policy, "offered")
    assert found.profit_cents[found.best] == highest
    assert found.cut_offs[found.best] == cut.best()
    assert policy.cut_off in found.cut_offs
    assert len(found.cut_offs) <= 202


def test_nobody_to_lend_to_has_no_best_cut_off(demo_cases, policy):
    nobody = demo_cases.take(demo_cases.sales_365d_cents < 0)
    assert CutOffs(nobody, policy, "offered").best() is None
    assert sweep(nobody, policy, "offered").profit_cents.tolist() == [0.0]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12))
def test_efficient_points_are_those_that_no_other_beats(points):
    cost, gain = (np.array([p[k] for p in points], float) for k in (0, 1))
    marked = efficient(cost, gain)
    beaten = {p for p in points for q in points if q != p and q[0] <= p[0] and q[1] >= p[1]}
    kept = [p for p, held in zip(points, marked, strict=True) if held]
    assert sorted(kept) == sorted(set(points) - beaten)


def test_frontier_holds_the_policys_own_cut_offs(demo_cases, policy):
    found = frontier(demo_cases, policy, "offered")
    today = totals(replay(demo_cases, policy), "offered")
    most = found.most_for_loss(today.loss_cents)
    assert found.sweep.loss_cents[most] <= today.loss_cents
    assert set(found.limits) == {0.5, 0.75, 1.0, 1.5, 2.0}
    assert 0 < found.by_loss.sum() < len(found.limits)
    assert found.most_for_loss(-1) is None


def test_intervals_hold_the_change_and_are_wider_than_by_application(demo_cases, policy):
    drawn = resamples(demo_cases)
    before = figures(replay(demo_cases, policy), "offered")
    after = figures(replay(demo_cases, policy_at(policy, 0.06)), "offered")
    found = intervals(drawn, after - before)
    for change in found.values():
        assert change.low <= change.estimate <= change.high
    volume = found["volume_cents"]
    assert volume.high < 0
    each = np.sqrt(len(demo_cases)) * (after - before)[:, 1].std()
    assert volume.high - volume.low > 2 * 1.96 * each
    assert found["approval_rate"].estimate == found["approved"].estimate / len(demo_cases)


def test_sums_by_hand():
    people = [Applicant("a", 0.01, (), 900.0, 6e7, 2e6, 1e6, 3.0)] * 4
    cases = of_applicants(people, [None] * 4, merchant_id=np.array(["a", "a", "b", "b"], object))
    drawn = resamples(cases, draws=8)
    assert drawn.times.sum(axis=1).tolist() == [2.0] * 8
    sums = drawn.sums(np.array([[1.0], [2.0], [4.0], [8.0]]))
    assert set(sums.ravel().tolist()) <= {6.0, 15.0, 24.0}


def test_one_merchant_gives_no_interval(demo_cases, policy):
    one = demo_cases.take(demo_cases.merchant == demo_cases.merchant[0])
    drawn = resamples(one)
    found = intervals(drawn, figures(replay(one, policy), "offered"))
    assert np.isnan(found["profit_cents"].low)
    assert np.isnan(sum_intervals(drawn, np.ones((len(one), 1)))[0].high)
    low, _ = profit_band(drawn, CutOffs(one, policy, "offered"), np.array([0.1]))
    assert np.isnan(low).all()


def test_band_is_the_interval_at_each_cut_off(demo_cases, policy):
    drawn, cut = resamples(demo_cases), CutOffs(demo_cases, policy, "accepted")
    low, high = profit_band(drawn, cut, np.array([0.02, 0.088]))
    alone = intervals(drawn, figures(replay(demo_cases, policy), "accepted"))["profit_cents"]
    assert (low[1], high[1]) == pytest.approx((alone.low, alone.high), rel=1e-4)
