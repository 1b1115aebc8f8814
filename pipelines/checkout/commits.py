"""One thread that writes: what waits together is kept in one transaction, answered after it.

A durable transaction costs the same for one decision as for fifty, so those that arrive while one
is being kept go together into the next.
"""

import asyncio
import logging
import os
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pipelines.checkout.problems import Problem, try_again

Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Any]

MOST_TOGETHER = 500
LOCK_SECONDS = 2.0
AGAIN_SECONDS = 1

log = logging.getLogger(__name__)


def connect(path: Path) -> sqlite3.Connection:
    """A connection that lasts, to the existing file: write-ahead log, every commit synchronised."""
    con = sqlite3.connect(
        f"{path.as_uri()}?mode=rw",
        uri=True,
        timeout=LOCK_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    con.execute("pragma journal_mode = wal")
    con.execute("pragma synchronous = full")
    con.execute("pragma foreign_keys = on")
    return con


class LastingConnection:
    """A connection to the workbench, made anew when another file has taken its place.

    It looks for another file when `look_seconds` have passed since it last did.
    """

    def __init__(self, path: Path, look_seconds: float = 0.0) -> None:
        self._path = path
        self._name = str(path)
        self._look_seconds = look_seconds
        self._look_at = 0.0
        self._con: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None

    def get(self) -> sqlite3.Connection:
        """The connection to the file as it is now; sqlite3.Error or OSError where there is none."""
        now = time.monotonic()
        if self._con is not None and now < self._look_at:
            return self._con
        self._look_at = now + self._look_seconds
        found = os.stat(self._name)
        if self._con is None or self._file != (found.st_dev, found.st_ino):
            self.close()
            self._con = connect(self._path)
            self._file = (found.st_dev, found.st_ino)
        return self._con

    def close(self) -> None:
        """Close it, if it is open."""
        if self._con is not None:
            self._con.close()
        self._con = None


@dataclass
class _Waiting:
    work: Work
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any]"
    outcome: Any = field(default=None)
    error: Exception | None = field(default=None)

    def settle(self) -> None:
        if self.future.cancelled():
            return
        if self.error is None:
            self.future.set_result(self.outcome)
        else:
            self.future.set_exception(self.error)


class Committer:
    """Runs work on the one writing connection and gives its result once it is on disk."""

    def __init__(self, path: Path) -> None:
        self._connection = LastingConnection(path)
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="checkout-commits", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[sqlite3.Connection], Result]) -> "asyncio.Future[Result]":
        """Hand over work; the future has its result after the commit, or its Problem.

        `work` may raise Problem before it has written anything; Problem 503 comes where the file
        is locked, full or gone, and nothing of the work is then kept.
        """
        loop = asyncio.get_running_loop()
        waiting = _Waiting(work, loop, loop.create_future())
        self._queue.put(waiting)
        return waiting.future

    def close(self) -> None:
        """Finish what waits and end the thread."""
        self._queue.put(None)
        self._thread.join()
        self._connection.close()

    def _run(self) -> None:
        while True:
            first = self._queue.get()
            if first is None:
                return
            batch, ending = [first], False
            while len(batch) < MOST_TOGETHER and not self._queue.empty():
                following = self._queue.get()
                if following is None:
                    ending = True
                    break
                batch.append(following)
            self._keep(batch)
            _answer(batch)
            if ending:
                return

    def _keep(self, batch: list[_Waiting]) -> None:
        """Run all work in one transaction; where one piece breaks it, each in its own."""
        try:
            self._transaction(batch)
        except (sqlite3.OperationalError, OSError) as error:
            log.warning("nothing could be kept: %s", error)
            self._fail(batch, _unavailable())
        except Exception as error:
            if len(batch) > 1:
                for waiting in batch:
                    self._keep([waiting])
            else:
                log.exception("work could not be kept")
                self._fail(batch, error)

    def _transaction(self, batch: list[_Waiting]) -> None:
        con = self._connection.get()
        con.execute("begin immediate")
        try:
            for waiting in batch:
                waiting.error = None
                try:
                    waiting.outcome = waiting.work(con)
                except Problem as problem:
                    waiting.error = problem
            con.execute("commit")
        except BaseException:
            if con.in_transaction:
                con.execute("rollback")
            raise

    def _fail(self, batch: list[_Waiting], error: Exception) -> None:
        for waiting in batch:
            waiting.error = error


def _answer(batch: list[_Waiting]) -> None:
    """Settle the futures in their loops, one wake-up a loop."""
    for loop in {waiting.loop for waiting in batch}:
        settled = [waiting for waiting in batch if waiting.loop is loop]
        if not loop.is_closed():
            loop.call_soon_threadsafe(_settle, settled)


def _settle(batch: list[_Waiting]) -> None:
    for waiting in batch:
        waiting.settle()


def _unavailable() -> Problem:
    return try_again(
        "unavailable",
        "the workbench cannot be written now, and nothing was decided: "
        "send the same request with the same key again",
        AGAIN_SECONDS,
    )
