"""Swap sets, segments and realised losses, by hand and on the demo."""

import numpy as np
import pytest

from pipelines.offers import Applicant
from pipelines.simulation.intervals import resamples
from pipelines.simulation.realised import realised
from pipelines.simulation.replay import replay
from pipelines.simulation.segments import SEGMENTS, by_segment
from pipelines.simulation.swaps import merchant_swaps, swap_set
from pipelines.simulation.sweep import policy_at
from pipelines.simulation.totals import totals
from tests.simulation.applicants import of_applicants


@pytest.fixture
def few():
    """Four applications of three merchants with PDs 1, 3, 6 and 10 %; two outcomes known."""
    people = [Applicant("a", pd, (), 900.0, 6e7, 2e6, 3e6, 3.0) for pd in (0.01, 0.03, 0.06, 0.08)]
    return of_applicants(
        people,
        [100_000, 200_000, 300_000, 400_000],
        merchant_id=np.array(["a", "a", "b", "c"], object),
        name=np.array(["A", "A", "B", "C"], object),
        outcome=np.array([0, 1, 1, -1], np.int8),
        loss_share=np.array([0.0, 0.25, np.nan, np.nan]),
    )


def test_swap_set_by_hand(few, policy):
    before, after = replay(few, policy_at(policy, 0.04)), replay(few, policy_at(policy, 0.07))
    won, lost, kept = swap_set(few, before, after)
    assert (won.applications, won.volume_cents, won.mean_pd) == (1, 300_000, 0.06)
    assert (won.known, won.defaults) == (1, 1)
    assert (lost.applications, lost.mean_pd, lost.default_rate) == (0, None, None)
    assert (kept.applications, kept.merchants, kept.volume_cents) == (2, 1, 300_000)
    assert kept.default_rate.estimate == 0.5
    assert kept.default_rate.low == pytest.approx(0.0608, abs=5e-5)
    moved = merchant_swaps(few, before, after)
    assert (moved.merchant_id, moved.name) == (["b"], ["B"])
    assert (moved.won.tolist(), moved.after_cents.tolist()) == ([1], [300_000])
    assert (moved.mean_pd.tolist(), moved.defaults.tolist()) == ([0.06], [1])
    back = merchant_swaps(few, after, before)
    assert (back.lost.tolist(), back.before_cents.tolist()) == ([1], [300_000])


def test_realised_loss_by_hand(few, policy):
    found = realised(few, replay(few, policy_at(policy, 0.07)), policy)
    assert (found.lent, found.known, found.defaults) == (3, 3, 2)
    assert found.volume_cents == 600_000
    assert found.loss_cents == round(0.25 * 200_000 + 0.88 * 0.65 * 300_000)
    nobody = realised(few, replay(few, policy_at(policy, 0.0)), policy)
    assert (nobody.known, nobody.default_rate) == (0, None)


def test_equal_policies_swap_nobody(demo_cases, policy):
    found = replay(demo_cases, policy)
    won, lost, kept = swap_set(demo_cases, found, found)
    assert (won.applications, lost.applications) == (0, 0)
    assert kept.applications == totals(found, "offered").approved
    assert len(merchant_swaps(demo_cases, found, found)) == 0


def test_merchants_add_up_to_the_swap_set(demo_cases, policy):
    before, after = replay(demo_cases, policy), replay(demo_cases, policy_at(policy, 0.05))
    _, lost, _ = swap_set(demo_cases, before, after)
    moved = merchant_swaps(demo_cases, before, after)
    assert (moved.lost.sum(), moved.before_cents.sum()) == (lost.applications, lost.volume_cents)
    assert (len(moved), moved.known.sum()) == (lost.merchants, lost.known)
    assert (np.diff(moved.before_cents) <= 0).all()


@pytest.mark.parametrize("segment", SEGMENTS)
def test_segments_add_up_to_the_book(demo_cases, policy, segment):
    before, after = replay(demo_cases, policy), replay(demo_cases, policy_at(policy, 0.05))
    drawn = resamples(demo_cases)
    parts = by_segment(demo_cases, before, after, drawn, segment=segment, basis="offered")
    book = totals(after, "offered")
    assert sum(part.applications for part in parts) == len(demo_cases)
    assert sum(part.volume_after_cents for part in parts) == book.volume_cents
    change = book.profit_cents - totals(before, "offered").profit_cents
    assert sum(part.profit_change.estimate for part in parts) == change
    assert all(part.profit_change.low <= part.profit_change.high for part in parts)


def test_unknown_segments_have_no_rows(few, policy):
    found = replay(few, policy)
    assert not by_segment(few, found, found, resamples(few), segment="industry", basis="offered")
