"""Merchant: one score against each baseline, and what is said of the reasons that hold."""

import pytest

from dashboard.findings.merchant import holding
from dashboard.queries import baselines, merchant
from dashboard.queries.desk import decided, desk
from dashboard.queries.store import version
from pipelines.errors import Refused
from pipelines.explain.reasons_by_baseline import Support, against


def held(code, *names):
    return Support(code, f"About {code}", dict.fromkeys(names, 1), 2)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"R01"}, "1 of 1 reasons given hold under all 2 baselines."),
        ({"R01", "R02"}, "1 of 2 reasons given hold under all 2 baselines; R02 holds under 1."),
        ({"P07"}, "No reason of the score was given, so none can hang on the baseline."),
    ],
)
def test_how_many_given_reasons_hold_is_said(given, words):
    assert holding([held("R01", "fitted", "best"), held("R02", "best")], given) == words


def test_a_score_is_the_same_against_every_baseline(demo_store, monkeypatch):
    monkeypatch.setenv("PAYLATER_STORE", str(demo_store))
    key = version().version_id
    explanation = decided(key, next(iter(merchant.labels(key))), 20_000_00).explanation
    labels = baselines.labels(baselines.baselines(key))
    assert list(labels) == ["fitted", "all", "cut-off", "approved", "best"]
    seen = baselines.seen(key, explanation, labels)
    for one in seen:
        again = against(explanation, one)
        total = again.base + sum(part.contribution for part in again.contributions)
        assert total == pytest.approx(explanation.score, abs=1e-9)
    fitted = against(explanation, seen[0])
    assert [part.feature for part in fitted.contributions][:5] == [
        part.feature for part in explanation.contributions
    ][:5]
    assert seen[0].reasons == explanation.reasons
    assert baselines.seen(key, explanation, labels)[0].base == seen[0].base
    assert desk(key).model.model_id == explanation.model_id


def test_a_model_without_baselines_has_its_fitted_cases_alone():
    assert baselines.labels(Refused("none")) == {"fitted": "Cases the model was fitted on"}
