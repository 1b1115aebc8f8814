"""Long work in the background, with progress and a stop button; it survives leaving the page."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from dashboard import formats, states

POLL_SECONDS = 0.5


@dataclass
class Job:
    """A piece of work: how far it is, whether it has been asked to stop, and its result."""

    name: str
    progress: float = 0.0
    message: str = ""
    stop: threading.Event = field(default_factory=threading.Event)
    future: Future[Any] = field(default_factory=Future)

    def report(self, progress: float, message: str = "") -> None:
        """Say how far the work is, from 0 to 1."""
        self.progress = min(max(progress, 0.0), 1.0)
        self.message = message or self.message

    @property
    def running(self) -> bool:
        """Whether the work is waiting or under way."""
        return not self.future.done()


class Worker:
    """Runs one job at a time in a thread; the work itself never touches Streamlit."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def submit(self, name: str, work: Callable[[Job], Any]) -> Job:
        """Start `work`, or join the job of the same name where one is still running."""
        with self._lock:
            job = self._jobs.get(name)
            if job is None or not job.running:
                job = self._jobs[name] = Job(name)
                job.future = self._pool.submit(work, job)
            return job

    def job(self, name: str) -> Job | None:
        """The last job of that name, running or done."""
        return self._jobs.get(name)

    def forget(self, name: str) -> None:
        """Drop a finished job, so that its result is shown no more."""
        with self._lock:
            if name in self._jobs and not self._jobs[name].running:
                del self._jobs[name]

    def close(self) -> None:
        """Ask every job to stop and let the thread end."""
        for job in list(self._jobs.values()):
            job.stop.set()
        self._pool.shutdown(wait=False, cancel_futures=True)


@st.cache_resource(show_spinner=False, on_release=Worker.close)
def worker() -> Worker:
    """The process's one worker."""
    return Worker()


def show_progress(name: str, *, done: Callable[[Any], None]) -> None:
    """Draw the job of that name: progress and a stop button, then its result by `done`.

    While it runs only this part of the page is drawn again, twice a second; a failed job ends in
    the designed state.
    """
    job = worker().job(name)
    if job is None:
        return
    if job.running:
        st.fragment(_poll, run_every=POLL_SECONDS, key=f"job-{name}")(job)
    elif (error := job.future.exception()) is not None:
        if not isinstance(error, Exception):
            raise error
        states.show_error(error)
    else:
        done(job.future.result())


def _poll(job: Job) -> None:
    if not job.running:
        st.rerun()
    st.progress(job.progress, formats.markdown(job.message or "Starting"))
    stopping = job.stop.is_set()
    if st.button("Stopping" if stopping else "Stop", disabled=stopping, key=f"stop-{job.name}"):
        job.stop.set()
        st.rerun(scope="fragment")
