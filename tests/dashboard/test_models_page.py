"""The Models page: champion and baselines, states without a model, training that can be stopped."""

import shutil
import time

import pytest

from dashboard import jobs
from dashboard.panels.training import JOB
from pipelines.model import Stopped, registered
from pipelines.settings import Settings
from pipelines.store import Workbench
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


def test_a_champion_that_did_not_score_the_book_is_said_so(open_page, own_store):
    Workbench(Settings(store=own_store)).assign_role(
        model_id="m-000000000000", role="champion", actor="Ada", reason="test"
    )
    model = registered(Settings(store=own_store))[0]
    Workbench(Settings(store=own_store)).assign_role(
        model_id=model.model_id, role="champion", actor="Ada", reason="test"
    )
    assert not open_page("models", own_store).warning


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
