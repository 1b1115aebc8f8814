"""The whole look at the demo's champion, and the verb that prints it."""

import json
from dataclasses import replace

import pytest

from pipelines.cli.main import main
from pipelines.errors import Refused
from pipelines.monitoring import monitor
from pipelines.settings import Settings
from pipelines.store import History


@pytest.fixture(scope="module")
def history(demo_store):
    with History(Settings(store=demo_store)) as opened:
        yield opened


@pytest.fixture(scope="module")
def report(history, manifest, judged, policy):
    return monitor(history, manifest, judged, policy)


@pytest.fixture(scope="module")
def known(history):
    return history.frame(
        "select application_id, applied_at, is_default from outcomes "
        "join applications using (application_id) order by applied_at"
    ).set_index("application_id")


def test_right_after_training_no_outcome_is_new(report, manifest, known):
    assert (report.new_outcomes, report.overall) == (0, None)
    assert {row.basis for row in report.vintages} <= {"fitted", "judged"}
    assert report.verdict in ("watch", "keep")
    assert report.model_id == manifest.model_id


def test_cases_learned_from_count_only_where_there_are_no_others(report, known, judged):
    quarter = known["applied_at"].dt.to_period("Q").dt.start_time.dt.date
    held_out = set(quarter[known.index.isin(judged.index)])
    for row in report.vintages:
        assert row.in_sample == (row.quarter not in held_out)
        cases = known[quarter == row.quarter]
        if not row.in_sample:
            cases = cases[cases.index.isin(judged.index)]
        assert (row.n, row.bads) == (len(cases), int(cases["is_default"].sum()))


def test_held_out_cases_have_the_pd_of_their_judgement(report, known, judged):
    row = next(row for row in report.vintages if row.basis == "judged")
    quarter = known["applied_at"].dt.to_period("Q").dt.start_time.dt.date
    cases = quarter.index[(quarter == row.quarter) & quarter.index.isin(judged.index)]
    assert row.mean_pd == pytest.approx(judged.loc[cases, "pd"].mean())
    assert row.mean_pd > 0


def test_every_feature_of_the_model_is_looked_at(report, manifest):
    assert {row.name for row in report.features} == set(manifest.features)
    assert [row.drift.psi for row in report.features] == sorted(
        (row.drift.psi for row in report.features), reverse=True
    )
    assert report.periods.newest_n == report.score_drift.n_other
    assert report.periods.reference_n == report.score_drift.n_reference


def test_outcomes_after_the_training_are_told_apart_and_add_up(
    history, manifest, known, judged, policy
):
    """A model judged on the older half only: every outcome of the newer half is news."""
    older = known.index[: len(known) // 2]
    half = judged.reindex(older).assign(pd=0.05)
    found = monitor(history, replace(manifest, n=len(older)), half, policy)
    last = known.loc[older, "applied_at"].max()
    assert found.new_outcomes == (known["applied_at"] > last).sum()
    assert (
        found.new_outcomes
        == found.overall.n
        == sum(row.n for row in found.vintages if row.basis == "later")
    )
    assert found.overall.bads == known.loc[known["applied_at"] > last, "is_default"].sum()
    assert found.verdict == "retrain"
    assert "outcomes have arrived since the training" in " ".join(found.evidence)


def test_a_proxy_model_is_not_held_to_defaults(history, manifest, judged, policy, known):
    found = monitor(history, replace(manifest, label="shortfall"), judged, policy)
    assert (found.overall, found.vintages) == (None, ())
    assert found.new_outcomes == len(known)


def test_another_models_scores_are_refused(history, manifest, judged, policy):
    with pytest.raises(Refused, match="not by model m-000000000000: run"):
        monitor(history, replace(manifest, model_id="m-000000000000"), judged, policy)


def test_another_books_model_is_refused(history, manifest, judged, policy):
    with pytest.raises(Refused, match="was judged on is in this store"):
        monitor(history, manifest, judged.rename(index=lambda name: f"x{name}"), policy)


def test_the_verb_says_the_verdict_and_its_evidence(capsys, demo_store, report):
    assert main(["monitor", "--store", str(demo_store)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{report.verdict}: model {report.model_id}")
    assert all(sentence in said for sentence in report.evidence)
    assert main(["monitor", "--store", str(demo_store), "--json"]) == 0
    record = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert record == json.loads(json.dumps(report.to_json()))
    assert {"in_sample", "light", "rate", "p_value"} <= record["vintages"][0].keys()


def test_without_a_model_the_verb_says_what_to_run(capsys, tmp_path):
    assert main(["monitor", "--store", str(tmp_path)]) == 1
    assert "run train" in capsys.readouterr().err
