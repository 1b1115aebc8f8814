"""The proofs of explanations fail where an explanation is wrong, and say what they saw."""

from dataclasses import replace

import numpy as np
import pytest

from dashboard.panels.explain_stability import stability_warning
from pipelines.errors import Refused
from pipelines.explain.reason_agreement import agreement
from pipelines.explain.retrained_reasons import (
    FILE,
    RetrainedReasons,
    merchants_drawn,
    read_retrained_reasons,
)
from pipelines.model.data import labelled
from pipelines.model.registry import write_beside
from pipelines.review.flip_test import named, still_turned_away, unnamed
from pipelines.review.group_reliance import loss_rises, rank_correlation
from pipelines.review.proof import Result
from pipelines.review.reason_stability_draws import differing
from pipelines.review.reason_stability_training import reason_stability_training
from pipelines.review.score_declines import score_declines
from pipelines.stats.log_loss import log_loss_of_scores
from tests.model.sample import sample_outcomes, sample_table

STATED = [("R01", "R02", "R03", "R04"), ("R01", "R02"), ("R05",), ()]
AGAIN = [("R04", "R03", "R02", "R01"), ("R01", "R03"), ("R06",), ("R01",)]


def test_agreement_of_reasons_by_hand():
    found = agreement(STATED, AGAIN)
    assert (found.n, found.lost) == (3, 1)
    assert found.same == pytest.approx(1 / 3)
    assert found.first == pytest.approx(1 / 3)
    assert found.kept == pytest.approx((1 + 0.5 + 0) / 3)
    assert agreement([()], [()]).n == 0
    assert differing(STATED, AGAIN) == [1, 2, 3]


def test_a_proof_passes_what_it_tolerates_and_no_more():
    assert Result(10, "rows", 2, "", "", tolerated=2).verdict == "pass"
    assert Result(10, "rows", 3, "", "", tolerated=2).verdict == "fail"
    assert Result(0, "rows", 0, "", "", tolerated=2).verdict == "not judged"


def test_log_loss_of_outcomes_and_of_probabilities():
    assert log_loss_of_scores([1, 0], [0.0, 0.0]) == pytest.approx(np.log(2))
    assert log_loss_of_scores([0.25], [np.log(1 / 3)]) == pytest.approx(
        -0.25 * np.log(0.25) - 0.75 * np.log(0.75)
    )


def test_permuting_what_matters_raises_the_loss():
    bad, scores = np.array([1.0, 0.0]), np.array([2.0, -2.0])
    found = loss_rises(scores, {"matters": [-scores], "not": [scores]}, bad)
    assert found == {"matters": pytest.approx(2.0), "not": 0.0}
    assert rank_correlation({"a": 1.0, "b": 2.0, "c": 3.0}, {"a": 3.0, "b": 2.0, "c": 1.0}) == -1


def test_merchants_are_drawn_with_all_their_cases():
    table = sample_table(300)
    data = labelled(table, sample_outcomes(table))
    data = replace(data, merchants=np.array([f"m{i // 3}" for i in range(300)], dtype=object))
    drawn = merchants_drawn(data, np.arange(300), 1)
    times = np.bincount(drawn, minlength=300).reshape(100, 3)
    assert times[:, 0].sum() == 100
    assert (times == times[:, :1]).all()


def test_nothing_set_changes_nothing_and_everything_set_is_usual(case):
    declines = score_declines(case)
    nothing = np.zeros((len(declines.rows), len(declines.index.names)), dtype=bool)
    assert still_turned_away(declines, nothing).all()
    assert not still_turned_away(declines, ~nothing).any()


def test_the_counterproof_sets_as_many_features_and_none_of_the_reasons(case):
    declines = score_declines(case)
    declines = replace(declines, rows=declines.rows.head(5))
    stated = [declines.index.reasons(np.eye(len(declines.index.names))[7], declines.statements)] * 5
    ours, others = named(declines, stated), unnamed(declines, stated)
    assert (ours.sum(axis=1) == 1).all()
    assert (others.sum(axis=1) == 1).all()
    assert not (ours & others).any()


def test_retrained_reasons_are_read_or_not_judged(damaged):
    case = damaged()
    model_id = case.model.model_id
    assert reason_stability_training(case).n > 0
    assert set(read_retrained_reasons(case.settings, model_id).refits) >= {"seed", "bootstrap"}
    write_beside(case.settings, model_id, FILE, b"{}")
    with pytest.raises(Refused, match="damaged"):
        read_retrained_reasons(case.settings, model_id)
    next(case.settings.models.rglob(FILE)).unlink()
    assert reason_stability_training(case).verdict == "not judged"


def test_the_page_warns_where_reasons_do_not_hold():
    assert stability_warning(None) is None
    lost = RetrainedReasons("m", 0.08, {"seed": agreement(STATED, AGAIN)}, 1.0)
    held = RetrainedReasons("m", 0.08, {"seed": agreement(STATED, STATED)}, 1.0)
    assert "33% of the applicants" in stability_warning(lost)
    assert stability_warning(held) is None
