"""The Models page: champion and rivals, tabs, promotion by two people, stopped training."""

import hashlib
import json
import time
from dataclasses import replace

import duckdb
import pandas as pd
import pytest

from dashboard import jobs
from dashboard.charts.auc import Candidate, auc_intervals
from dashboard.charts.discrimination import cumulative
from dashboard.panels.training import JOB
from pipelines.model import Stopped, judged_cases, model_file, registered
from pipelines.model.artefact import load_bytes
from pipelines.model.registry import register
from pipelines.settings import Settings
from pipelines.stats.intervals import Interval
from pipelines.store import Workbench
from pipelines.validation import report_of
from pipelines.validation.report import keep_report
from tests.copies import copy_of
from tests.dashboard.test_executive_pages import words

TABS = ("Discrimination", "Calibration", "Stability", "Weak spots", "Sensitivity", "Learning",
        "Monitoring", "Compare two", "Range restriction", "Details")  # fmt: skip


@pytest.fixture
def own_store(demo_store, tmp_path):
    """A copy of the demo that a test may write to."""
    return copy_of(demo_store, tmp_path / "own")


@pytest.fixture
def challenged(own_store, tmp_path):
    """The demo with a challenger: a twin of its champion under another digest; and its id."""
    chosen = Settings(store=own_store)
    manifest = registered(chosen)[0]
    booster = load_bytes(model_file(chosen, manifest))
    booster.get_metadata()["twin"] = "yes"
    booster.save_model(str(tmp_path / "twin.cbm"))
    blob = (tmp_path / "twin.cbm").read_bytes()
    digest = hashlib.sha256(blob).hexdigest()
    twin = replace(manifest, model_id=f"m-{digest[:12]}", sha256=digest)
    register(chosen, blob, twin, judged_cases(chosen, manifest.model_id))
    report = report_of(chosen, manifest.model_id)
    keep_report(chosen, replace(report, model_id=twin.model_id))
    return own_store, twin.model_id


def press(at, label):
    """Press the first button of that name."""
    next(button for button in at.button if button.label == label).click().run()


def fill(at, label, text):
    """Write into the first field of that name."""
    fields = [*at.text_input, *at.text_area]
    next(field for field in fields if field.label == label).input(text)


def test_the_champion_stands_beside_its_rivals(open_page, demo_store):
    at = open_page("models", demo_store)
    model = registered(Settings(store=demo_store))[0]
    said = words(at)
    assert f"AUC is {model.metrics.auc.estimate:.3f}" in said
    assert "logistic regression on the same features" in said
    assert "sales of the last 365 days alone" in said
    assert "scorecard" in said
    assert "approved by nobody yet" in said
    assert [card.label for card in at.metric] == [
        "AUC", "Calibration", "Drift of the PDs", "Train again?", "Rivals beaten",
    ]  # fmt: skip
    assert at.get("plotly_chart")
    assert "The book is scored by" not in said


def test_every_tab_is_drawn(open_page, demo_store):
    at = open_page("models", demo_store)
    for tab in TABS:
        at.session_state["tab"] = tab
        at.run()
        assert not at.exception, tab
        assert "could not be drawn" not in words(at), tab
        assert not [box for box in at.subheader if "No validation" in box.value], tab


def test_a_model_without_a_validation_report_says_to_train_again(open_page, own_store):
    next((own_store / "models").glob("*/validation.json")).unlink()
    at = open_page("models", own_store)
    assert "No validation report yet" in at.subheader[-1].value
    assert at.metric[1].delta == "no validation report"


def test_a_warning_of_the_training_stands_at_the_top(open_page, own_store):
    path = next((own_store / "models").glob("*/manifest.json"))
    record = json.loads(path.read_text(encoding="utf-8"))
    record["warnings"] = ["check leakage: tenure_days alone reaches 0.990"]
    record.pop("seal", None)
    path.write_text(json.dumps(record), encoding="utf-8")
    warning = open_page("models", own_store).warning[0].value
    assert warning == "Check leakage: Days since the first sale alone reaches 0.990."


def test_a_champion_takes_a_second_person(open_page, challenged):
    store, twin = challenged
    workbench = Workbench(Settings(store=store))
    at = open_page("models", store)
    fill(at, "Your name", "Ann")
    fill(at, "Reason", "newer")
    press(at, "Propose")
    assert f"{twin} is proposed as champion" in words(at)
    fill(at, "Your name", "ann")
    fill(at, "What you checked", "all of it")
    press(at, "Approve")
    assert "a champion takes a second person" in at.error[0].value
    fill(at, "Your name", "Bob")
    press(at, "Approve")
    assert workbench.role_holder("champion").model_id == twin
    assert "Score the book with the champion" in [button.label for button in at.button]


def test_two_models_are_compared_on_their_common_cases(open_page, challenged):
    at = open_page("models", challenged[0])
    at.session_state["tab"] = "Compare two"
    at.run()
    assert "No difference beyond noise" in words(at)
    assert "Both approve the same cases." in words(at)


def test_without_a_model_the_page_says_what_to_run(open_page, imported_store):
    at = open_page("models", imported_store)
    assert "No model yet" in at.subheader[0].value
    assert at.code[0].value.startswith("python -m pipelines train")


def test_a_champion_that_did_not_score_the_book_is_said_so(open_page, own_store, demo_store):
    assert not open_page("models", demo_store).warning
    with duckdb.connect(str(own_store / "history.duckdb")) as con:
        con.execute("update scores set model_id = 'm-000000000000'")
    at = open_page("models", own_store)
    assert "The book is scored by m-000000000000" in at.warning[0].value
    assert any(button.label == "Score the book with the champion" for button in at.button)
    assert at.metric[3].delta == "not scored by it"
    at.session_state["tab"] = "Monitoring"
    assert "No monitoring of this champion yet" in at.run().subheader[-1].value


def test_training_can_be_stopped_and_leaves_nothing(open_page, own_store):
    at = open_page("models", own_store)
    before = [model.model_id for model in registered(Settings(store=own_store))]
    next(button for button in at.button if button.label == "Train").click().run()
    job = jobs.worker().job(JOB)
    job.stop.set()
    while job.running:
        time.sleep(0.05)
    assert isinstance(job.future.exception(), Stopped)
    assert "Training was stopped" in words(at.run())
    assert [model.model_id for model in registered(Settings(store=own_store))] == before
    jobs.worker().forget(JOB)


def test_the_widest_gap_is_marked_as_the_ks():
    judged = pd.DataFrame({"bad": [0, 0, 0, 1, 1], "score": [-2.0, -1.0, 0.0, 1.0, -1.5]})
    labels = [note.text for note in cumulative(judged).layout.annotations]
    assert labels[-1] == "KS 50.0\u00a0%"


def test_every_candidate_is_drawn_with_its_interval():
    figure = auc_intervals(
        [Candidate("Champion", Interval(0.8, 0.7, 0.9), True),
         Candidate("Sales alone", Interval(0.6, 0.45, 0.7))], n=100,
    )  # fmt: skip
    assert [trace.x[0] for trace in figure.data] == [0.8, 0.6]
    assert figure.data[1].error_x.arrayminus[0] == pytest.approx(0.15)
    assert figure.layout.xaxis.range[0] < 0.45
