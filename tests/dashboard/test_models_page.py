"""The Models page: champion and baselines, states without a model, training that can be stopped."""

import shutil
import time

import duckdb
import pandas as pd
import pytest

from dashboard import jobs
from dashboard.charts.auc import Candidate, auc_intervals
from dashboard.charts.discrimination import cumulative
from dashboard.findings import models as says
from dashboard.panels.training import JOB
from pipelines.model import Stopped, registered
from pipelines.model.baselines import Baseline
from pipelines.settings import Settings
from pipelines.stats.calibration import CalibrationBin
from pipelines.stats.intervals import Interval
from tests.dashboard.test_executive_pages import words


@pytest.fixture
def own_store(demo_store, tmp_path):
    """A copy of the demo that a test may write to."""
    return shutil.copytree(demo_store, tmp_path / "own")


def test_the_champion_stands_beside_its_baselines(open_page, demo_store):
    at = open_page("models", demo_store)
    model = registered(Settings(store=demo_store))[0]
    said = words(at)
    assert f"AUC {model.metrics.auc.estimate:.3f}" in said
    assert "logistic regression on the same features" in said
    assert "sales of the last 365 days alone" in said
    assert len(at.metric) == 5
    assert at.get("plotly_chart")


@pytest.mark.parametrize(
    "tab", ["Discrimination", "Calibration", "Scores", "Compare two", "Details"]
)
def test_every_tab_is_drawn(open_page, demo_store, tab):
    at = open_page("models", demo_store)
    at.session_state["tab"] = tab
    at.run()
    assert not at.exception
    assert "could not be drawn" not in words(at)


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


def test_a_finding_says_where_the_interval_of_the_difference_holds_zero():
    area = Interval(0.8, 0.7, 0.9)
    said = [
        says.against(Baseline("sales", "Sales alone", area, Interval(estimate, low, high)))
        for estimate, low, high in ((0.05, -0.01, 0.11), (0.05, 0.01, 0.09), (-0.05, -0.09, -0.01))
    ]
    assert said == [
        "Not shown to beat sales alone: +0.050 (-0.010 to +0.110) holds zero.",
        "It beats sales alone by +0.050 (+0.010 to +0.090).",
        "It is worse than sales alone by -0.050 (-0.090 to -0.010).",
    ]


@pytest.mark.parametrize(("missed", "agrees"), [(0, True), (1, True), (2, True), (3, False)])
def test_calibration_is_off_where_chance_does_not_explain_the_misses(missed, agrees):
    held, off = (
        CalibrationBin(50, 5, 0.1, 0.1, 0.05, 0.2),
        CalibrationBin(50, 20, 0.1, 0.4, 0.3, 0.5),
    )
    found = says.calibration([off] * missed + [held] * (10 - missed))
    assert (found.missed, found.agrees) == (missed, agrees)


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
