"""Each part of a validation on a small book with a known truth."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pipelines.stats.calibration import brier
from pipelines.stats.discrimination import auc
from pipelines.validation.cohorts import cohort_results, month_results
from pipelines.validation.grades import by_grade, calibration
from pipelines.validation.headline import headline
from pipelines.validation.learning_curve import SHARES, learning_curve
from pipelines.validation.monotone import POINTS, directions
from pipelines.validation.peers import peers
from pipelines.validation.sensitivity import sensitivity
from pipelines.validation.slices import _span, right_on_the_whole, weak_spots
from pipelines.validation.stability import stability

BOTH = ["out_of_time", "cross_validated"]


@pytest.fixture(params=BOTH)
def found(request):
    return request.getfixturevalue(request.param)


def test_the_headline_agrees_with_the_record(found):
    manifest, case = found
    said = headline(case, ece_of_perfect=manifest.ece_of_perfect)
    measures = {measure.name: measure.interval for measure in said.measures}
    assert (said.n, said.bads) == (manifest.metrics.n, manifest.metrics.bads)
    assert measures["AUC"] == manifest.metrics.auc
    assert measures["Gini"].low == pytest.approx(2 * measures["AUC"].low - 1)
    for name, value in (("KS", "ks"), ("Brier", "brier"), ("Log loss", "log_loss"), ("ECE", "ece")):
        assert measures[name].estimate == pytest.approx(getattr(manifest.metrics, value))
    assert said.brier.brier == pytest.approx(brier(case.judged["bad"], case.judged["pd"]))


def test_scores_of_undisturbed_features_are_the_judged_scores(found):
    case = found[1]
    assert np.array_equal(case.scores(case.frame()), case.judged["score"])


def test_grades_hold_every_case_once_and_their_tests_by_hand(out_of_time):
    case = out_of_time[1]
    judged = pd.DataFrame({"bad": [0] * 95 + [1] * 5 + [0] * 10, "pd": [0.02] * 100 + [0.5] * 10})
    safe, risky = by_grade(judged, case.policy)
    assert (safe.grade, safe.n, safe.bads, risky.grade) == ("A2", 100, 5, "E2")
    assert safe.jeffreys == pytest.approx(0.028614, abs=1e-6)
    assert safe.binomial == pytest.approx(0.05083, abs=1e-5)
    assert (safe.light, risky.light) == ("yellow", "green")
    tested = calibration(case)
    assert sum(row.n for row in tested.grades) == len(case.judged)
    assert tested.out_of_sample is not None
    assert tested.in_sample is not None
    assert tested.out_of_sample.df == tested.in_sample.df + 2


def test_stability_needs_two_times(out_of_time, cross_validated):
    manifest, case = out_of_time
    moved = stability(case, manifest.importance)
    assert moved is not None
    assert {shift.name for shift in moved.features} == set(manifest.features)
    values = [shift.drift.psi for shift in moved.features]
    assert values == sorted(values, reverse=True)
    assert moved.score.drift.psi < 0.25
    assert stability(cross_validated[1], cross_validated[0].importance) is None


def test_cohorts_and_months_divide_the_judged_cases(out_of_time):
    case = out_of_time[1]
    by = {}
    for row in cohort_results(case):
        by.setdefault(row.by, []).append(row)
    assert set(by) == {"industry", "yearly sales"}
    assert sum(row.n for row in by["industry"]) == len(case.judged)
    assert [row.name for row in by["yearly sales"]].count("lowest quarter") == 1
    months = month_results(case)
    assert sum(row.bads for row in months) == case.judged["bad"].sum()
    assert [row.name for row in months] == sorted(row.name for row in months)


def test_one_day_has_no_months(cross_validated):
    assert month_results(cross_validated[1]) == ()


def test_a_planted_weak_spot_is_found_and_an_even_book_has_none(out_of_time):
    manifest, case = out_of_time
    rng = np.random.default_rng(1)
    pd_ = rng.uniform(0.05, 0.3, len(case.judged))
    even = case.judged.assign(pd=pd_, bad=(rng.random(len(pd_)) < pd_).astype(int))
    toys = (case.cohorts["industry"] == "toys").to_numpy()
    off = np.where(toys, np.minimum(3 * pd_, 1), pd_ / 3)
    planted = even.assign(bad=(rng.random(len(pd_)) < off).astype(int))
    for judged, weak in ((even, False), (planted, True)):
        evaluation = replace(case.training.evaluation, judged=judged)
        training = replace(case.training, evaluation=evaluation)
        found = weak_spots(replace(case, training=training), manifest.importance)
        assert found.tests >= found.searched > 10
        assert any(s.name == "industry: toys" for s in found.weak) == weak
        assert bool(found.weak) == weak


def test_slices_are_named_by_their_bounds():
    shown = [
        ([1_234_567.0, 250.0], "money", "2 to 12,346"),
        ([0.051, 0.2], "share", "5.1 % to 20.0 %"),
        ([3.0, 3.0], "count", "3"),
        ([-0.25, 1.5], "ratio", "-0.25 to 1.5"),
    ]
    assert [_span(np.array(values), unit) for values, unit, _ in shown] == [s for *_, s in shown]


def test_pds_are_made_right_on_the_whole():
    bad, pd_ = np.array([1.0, 0.0, 0.0, 1.0]), np.array([0.1, 0.1, 0.1, 0.3])
    moved = right_on_the_whole(bad, pd_)
    assert moved.sum() == pytest.approx(2)
    assert moved[0] == moved[1] < moved[3]


def test_noise_hurts_and_a_single_feed_is_not_taken_away(found):
    case = found[1]
    felt = sensitivity(case)
    assert felt.auc == pytest.approx(auc(case.judged["bad"], case.judged["score"]))
    changes = [step.mean_change for step in felt.noise]
    assert changes == sorted(changes)
    assert felt.feeds == ()


def test_the_learning_curve_takes_growing_shares_and_no_case_of_the_hold_out(out_of_time):
    case = out_of_time[1]
    development = case.training.split.repeats[0][0][0]
    points = learning_curve(case)
    assert [point.share for point in points] == list(SHARES)
    sizes = [point.n for point in points]
    assert sizes == sorted(sizes)
    assert sizes[-1] == pytest.approx(len(development) * 2 / 3, abs=2)


def test_ten_thousand_sweeps_keep_their_directions(found):
    checked = directions(found[1])
    assert checked.features == 5
    assert checked.sweeps >= 10_000
    assert (checked.violations, checked.largest_fall, checked.worst) == (0, 0.0, "")
    assert POINTS > 10


def test_a_scorecard_stands_beside_the_model(out_of_time):
    case = out_of_time[1]
    by_name = {peer.name: peer for peer in peers(case)}
    card = by_name["Scorecard"]
    assert 0.6 < card.auc.estimate < 0.9
    model = auc(case.judged["bad"], case.judged["score"])
    assert card.model_minus.estimate == pytest.approx(model - card.auc.estimate)
