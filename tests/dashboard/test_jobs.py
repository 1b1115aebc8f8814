"""Background work: one job a name, with progress, a stop and a result."""

import threading

import pytest

from dashboard.jobs import Worker


@pytest.fixture
def worker():
    """A worker that is closed after the test."""
    made = Worker()
    yield made
    made.close()


def test_a_job_reports_progress_and_returns_its_result(worker):
    def work(job):
        job.report(0.5, "half")
        return 42

    job = worker.submit("train", work)
    assert job.future.result(timeout=5) == 42
    assert (job.progress, job.message, job.running) == (0.5, "half", False)


def test_two_clicks_share_one_job(worker):
    gate = threading.Event()
    first = worker.submit("train", lambda job: gate.wait(5))
    second = worker.submit("train", lambda job: None)
    gate.set()
    assert first is second
    assert first.future.result(timeout=5) is True


def test_a_stopped_job_ends_with_what_it_has(worker):
    job = worker.submit("train", lambda job: job.stop.wait(5))
    job.stop.set()
    assert job.future.result(timeout=5) is True


def test_a_finished_job_can_be_forgotten_and_done_again(worker):
    worker.submit("train", lambda job: 1).future.result(timeout=5)
    worker.forget("train")
    assert worker.job("train") is None
    assert worker.submit("train", lambda job: 2).future.result(timeout=5) == 2
