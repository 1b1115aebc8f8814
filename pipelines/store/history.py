"""The reader's side of `history.duckdb`: read-only, thread-safe, always at the newest version."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import pandas as pd
import pyarrow as pa

from pipelines.settings import Settings
from pipelines.store.connect import open_for_reading
from pipelines.store.version import Version, read_version

Parameters = Mapping[str, object]


class _SharedReader:
    """The process's one connection to a history file.

    DuckDB keeps serving the replaced file until every connection of the process to that path is
    closed, so all readers share one connection, and it is reopened only while no query runs.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._gate = threading.Condition()
        self._running = 0
        self._mark: tuple[int, ...] | None = None
        self._con: duckdb.DuckDBPyConnection | None = None
        self.users = 0

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._gate:
            cursor = self._newest().cursor()
            self._running += 1
        try:
            yield cursor
        finally:
            cursor.close()
            with self._gate:
                self._running -= 1
                self._gate.notify_all()

    def _newest(self) -> duckdb.DuckDBPyConnection:
        while self._con is None or self._mark != self._published():
            if self._running:
                self._gate.wait()
                continue
            self.disconnect()
            mark = self._published()
            self._con, self._mark = open_for_reading(self._settings), mark
        return self._con

    def _published(self) -> tuple[int, ...] | None:
        path = self._settings.history
        if not path.exists():
            return None
        state = path.stat()
        return state.st_ino, state.st_mtime_ns, state.st_size

    def disconnect(self) -> None:
        if self._con is not None:
            self._con.close()
        self._con, self._mark = None, None


_readers: dict[Path, _SharedReader] = {}
_readers_lock = threading.Lock()


class History:
    """A reader of the published history; cheap to make, safe to share between threads.

    Every query runs on a cursor of its own and sees one whole version; a version published
    meanwhile is followed at the next query. Raises `Refused` where there is no store or another
    process holds it open for writing.
    """

    def __init__(self, settings: Settings) -> None:
        self._path = settings.history
        with _readers_lock:
            self._reader = _readers.setdefault(self._path, _SharedReader(settings))
            self._reader.users += 1
        self._open = True
        try:
            self.version()
        except BaseException:
            self.close()
            raise

    def frame(self, sql: str, params: Parameters | None = None) -> pd.DataFrame:
        """Run `sql` with bound `$name` parameters and return its rows as a frame."""
        with self._reader.cursor() as cursor:
            return cursor.execute(sql, dict(params or {})).df()

    def arrow(self, sql: str, params: Parameters | None = None) -> pa.Table:
        """Run `sql` and return its rows as an Arrow table, for results that are to be written."""
        with self._reader.cursor() as cursor:
            return cursor.sql(sql, params=dict(params or {})).to_arrow_table()

    def rows(self, sql: str, params: Parameters | None = None) -> list[tuple[Any, ...]]:
        """Run `sql` and return its rows as tuples."""
        with self._reader.cursor() as cursor:
            return cursor.execute(sql, dict(params or {})).fetchall()

    def row(self, sql: str, params: Parameters | None = None) -> tuple[Any, ...] | None:
        """Run `sql` and return its first row, or None where it has none."""
        found = self.rows(sql, params)
        return found[0] if found else None

    def version(self) -> Version:
        """The version that the next query will see, unless another is published in between."""
        with self._reader.cursor() as cursor:
            return read_version(cursor)

    def close(self) -> None:
        """Give the connection back; the last reader of the process closes the file."""
        if not self._open:
            return
        self._open = False
        with _readers_lock:
            self._reader.users -= 1
            if self._reader.users == 0:
                _readers.pop(self._path, None)
                self._reader.disconnect()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
