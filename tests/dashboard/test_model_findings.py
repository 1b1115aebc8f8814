"""What the Models page says, on records made by hand."""

from datetime import date

import pytest

from dashboard.charts.calibration import by_grade
from dashboard.charts.learning import learning_curve, training_log
from dashboard.charts.realised import realised as realised_chart
from dashboard.charts.stability import aucs_by_month
from dashboard.findings import models as says
from dashboard.findings import monitoring, stability, validation
from dashboard.panels.promotion import evidence
from pipelines.model import Comparison
from pipelines.model.compare import SwapGroup
from pipelines.model.search import LossPoint
from pipelines.monitoring import Alert, MonitoringReport, Realised, Shift
from pipelines.profile.records import Drift
from pipelines.stats.intervals import Interval
from pipelines.validation.cohorts import CohortResult
from pipelines.validation.grades import GradeCalibration
from pipelines.validation.learning_curve import LearningPoint
from pipelines.validation.slices import Slice, WeakSpots
from pipelines.validation.stability import Shift as FeatureShift
from pipelines.validation.stability import Stability

AREA = Interval(0.8, 0.7, 0.9)
RATE = Interval(0.05, 0.03, 0.08)


def rival(estimate, low, high):
    return says.Rival("Sales alone", AREA, Interval(estimate, low, high))


def test_a_rival_is_beaten_only_beyond_chance():
    found = [rival(0.05, -0.01, 0.11), rival(0.05, 0.01, 0.09), rival(-0.05, -0.09, -0.01)]
    assert [says.against(one) for one in found] == [
        "Not shown to beat sales alone: +0.050 (-0.010 to +0.110) holds zero.",
        "It beats sales alone by +0.050 (+0.010 to +0.090).",
        "It is worse than sales alone by -0.050 (-0.090 to -0.010).",
    ]
    assert says.beaten(found) == "1 of 3"


def test_a_bound_near_zero_keeps_its_sign():
    assert says.difference(Interval(0.04, 0.0004, 0.079)) == "+0.0400 (+0.0004 to +0.0790)"


@pytest.mark.parametrize(
    ("uses", "said"),
    [
        (0, ""),
        (1, "This hold-out has judged 1 model."),
        (4, "This hold-out has judged 4 models."),
    ],
)
def test_a_hold_out_says_how_often_it_was_used(uses, said):
    assert says.hold_out(uses) == said


def test_a_hold_out_used_five_times_is_read_with_caution():
    assert "owes part of its lead to chance" in says.hold_out(5)


def comparison(low, high, swapped=2):
    groups = [("both", 50, 2), ("a only", swapped, 0), ("b only", swapped, 1), ("neither", 46, 9)]
    swaps = tuple(SwapGroup(who, n, bads, RATE if n else None) for who, n, bads in groups)
    return Comparison("a", "b", 100, 12, Interval((low + high) / 2, low, high), 52, swaps)


def test_two_models_differ_only_beyond_noise():
    assert says.compared(comparison(-0.01, 0.03)) == (
        "No difference beyond noise: AUC of a minus b is +0.010 (-0.010 to +0.030), an interval "
        "that holds zero, on 100 common cases, 12 of them bad."
    )
    assert says.compared(comparison(-0.03, -0.01)).startswith("b ranks better")
    assert says.swapped(comparison(0, 0, swapped=0)) == "Both approve the same cases."
    assert "4 change sides" in says.swapped(comparison(0, 0))


@pytest.mark.parametrize(("p", "said"), [(0.00001, "< 0.0001"), (0.0312, "0.0312")])
def test_a_small_p_value_is_not_rounded_to_nothing(p, said):
    assert validation.p_value(p) == said


def test_weak_spots_are_said_with_what_was_searched():
    one = Slice("Tenure: part 1 of 4", 438, 27, 28.0, 0.9, 1.0, 0.45, 0.72, 1e-5, 0.008)
    assert validation.weak_spots(WeakSpots(229, 399, 0.05, ())) == (
        "None beyond chance: 229 slices were searched and p-values corrected for all 399 tests "
        "(Holm)."
    )
    said = validation.weak_spots(WeakSpots(229, 399, 0.05, (one,)))
    assert said.startswith("1 weak spot beyond chance at 5\u00a0%")
    assert said.endswith("Tenure: part 1 of 4, n = 438, AUC 0.450 there, 0.720 elsewhere.")


def test_stability_names_the_farthest_feature():
    def shift(name, psi, verdict, importance):
        return FeatureShift(name, Drift(psi, 0.02, 0, 0, None, None, verdict), importance)

    found = Stability(
        2205, 1780, shift("score", 0.071, "stable", None),
        (shift("tenure_days", 3.2, "shifted", 12.6), shift("other", 0.01, "stable", 1.0)),
    )  # fmt: skip
    assert stability.stability(found, {"tenure_days": "Days since the first sale"}) == (
        "The score's PSI is 0.071 (chance alone reaches 0.020) from 2,205 fitted to 1,780 judged "
        "cases: no shift that counts. 1 of 2 features have shifted, with 13 % of the model's "
        "importance; farthest days since the first sale (CSI 3.20)."
    )


def month(name, low):
    area = Interval((low + 0.9) / 2, low, 0.9)
    return CohortResult("month", name, 140, 13, area, 0.05, RATE)


def test_months_say_the_lowest_and_leave_out_those_without_an_auc():
    empty = CohortResult("month", "2024-12", 3, 0, None, 0.05, RATE)
    found = [month("2024-10", 0.4), month("2024-11", 0.6), empty]
    assert stability.months(found) == (
        "Lowest in Oct 2024: AUC 0.650 (0.400 to 0.900, n = 140); in 1 of 2 months the interval "
        "holds 0.5, no better than a coin."
    )
    assert list(aucs_by_month(found).data[-1].y) == [0.65, 0.75]
    assert "No month" in stability.months([empty])


def test_learning_claims_a_gain_only_beyond_noise():
    points = [
        LearningPoint(0.75, 1102, 50, Interval(0.60, 0.58, 0.62)),
        LearningPoint(1.0, 1470, 67, Interval(0.66, 0.64, 0.68)),
    ]
    assert validation.learning(points).endswith("more cases would still help.")
    assert "no gain" in validation.learning(points[::-1])
    assert list(learning_curve(points).data[0].x) == [1102, 1470]
    log = [LossPoint(1, 0.6, 0.6), LossPoint(100, 0.15, 0.17)]
    assert validation.training_log(log, 100) == (
        "The validation loss is least at 100 trees: 0.1700, against 0.1500 on the fitted cases."
    )
    assert training_log(log, 100).layout.yaxis.range[1] == 0.17


def test_a_grade_is_drawn_with_the_mark_of_its_light():
    def grade(name, light):
        return GradeCalibration(name, 0.1, 600.0, 40, 2, 0.04, RATE, 0.5, 0.6, light)

    marks = by_grade([grade("A1", "green"), grade("B1", "red")]).data[0].marker
    assert list(marks.symbol) == ["circle", "x"]


def vintage(basis, light="green"):
    return Realised(date(2024, 10, 1), basis, 832, 50, 0.0487, RATE, 0.06, light, None)


def report(**changed):
    values = {
        "model_id": "m", "version_id": "v", "policy_version": "1", "as_of": date(2025, 1, 1),
        "periods": None, "score_drift": Shift(0.019, 0.005, 10, 900, 800), "reach": None,
        "features": (), "overall": None, "vintages": (vintage("judged", "red"),),
        "new_outcomes": 0, "new_outcomes_share": 0.0, "alerts": (), "verdict": "keep",
        "evidence": ("growth_on_year has moved.",),
    }  # fmt: skip
    return MonitoringReport(**(values | changed))


def test_monitoring_says_its_verdict_in_the_words_of_the_page():
    labels = {"growth_on_year": "Growth on the year"}
    assert monitoring.verdict(report(), labels) == "Keep: Growth on the year has moved."
    assert monitoring.drift_verdict(report()) == ("Stable", "PSI 0.019, chance 0.005")
    alert = Alert("score drift", "PD", 0.3, 0.25, "act", "moved")
    assert monitoring.drift_verdict(report(alerts=(alert,)))[0] == "Shifted"
    assert monitoring.drift_verdict(report(score_drift=None)) == ("–", "too few to compare")


def test_realised_speaks_of_the_outcomes_since_the_training_where_there_are_any():
    assert monitoring.realised(report()) == (
        "No outcome has come in since the training. Of 1 quarter held out (n = 832) 1 had "
        "PDs too low beyond chance."
    )
    assert monitoring.realised(report(overall=vintage("later"))) == (
        "Since the training 832 outcomes came in: 4.87\u00a0% predicted, 5.0\u00a0% "
        "(3.0\u00a0% to 8.0\u00a0%) went bad."
    )
    drawn = realised_chart([vintage("judged"), vintage("later")])
    assert [trace.name for trace in drawn.data] == ["after the training", "held out", None]


def test_the_evidence_of_a_proposal_is_read_back_as_sentences():
    found = {
        "auc": 0.655, "auc_ci": [0.6, 0.7], "n": 1780, "ece": 0.02, "hold_out_use": 2,
        "warnings": ["check leakage"], "against_champion": None,
    }  # fmt: skip
    assert evidence(found) == [
        "AUC 0.655 (0.600 to 0.700) on 1,780 judged cases, ECE 0.020",
        "Its hold-out had judged 2 models",
        "Warning: check leakage",
        "No cases in common with the champion: no fair comparison",
    ]
