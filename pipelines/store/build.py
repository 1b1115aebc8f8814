"""The writer's side of `history.duckdb`: build a draft, check it, put it in place atomically."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import duckdb

from pipelines.errors import Refused
from pipelines.settings import Settings
from pipelines.store.connect import open_for_building
from pipelines.store.history import History
from pipelines.store.sql import sql_files, sql_text
from pipelines.store.version import append_version

SCHEMA = Path(__file__).with_name("schema")
CHECKS = Path(__file__).with_name("checks")
EVERY_EVENT, NEW_EVENTS = "events_are_unique", "new_events_are_unique"
"""The same check, over all events and over those of new imports."""


@contextmanager
def building(
    settings: Settings, *, change: str, imported: bool = False, fresh: bool = False
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Build the next version of the history on a private copy and publish it.

    `change` is the verb and what it was about; `imported` says that imported rows change, so that
    the content hash is taken anew; `fresh` starts from an empty history instead of the published
    one. On a clean exit the data contract is checked, the version is
    written and the file put in place with one rename. On any error, or a crash at any moment, the
    published version stays as it was. Raises `Refused` with the process id of another writer.
    """
    draft = settings.store / "history.building"
    with _only_writer(settings):
        _discard(draft)
        try:
            if not fresh:
                _copy_published(settings, draft)
            with closing(open_for_building(draft, settings)) as con:
                create_schema(con)
                since = last_import(con)
                yield con
                raise_on_violations(con, since=since)
                append_version(con, change, imported=imported)
                con.execute("checkpoint")
            _publish(draft, settings.history)
        except (OSError, duckdb.IOException) as error:
            raise _unwritable(settings, error) from error
        except duckdb.OutOfMemoryException as error:
            raise Refused(
                f"{change} needs more memory than {settings.memory_limit}: raise "
                "PAYLATER_MEMORY_LIMIT; the store was left as it was"
            ) from error
        finally:
            _discard(draft)


def create_schema(con: duckdb.DuckDBPyConnection) -> None:
    """Create the tables that are not there yet."""
    existing = {row[0] for row in con.execute("show tables").fetchall()}
    for name, text in sql_files(SCHEMA):
        if name not in existing:
            con.execute(text)


def reset_table(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Empty a computed table, giving it the columns its schema file has today."""
    con.execute(sql_text(__file__, f"schema/{name}.sql"))


def last_import(con: duckdb.DuckDBPyConnection) -> int:
    """The number of the newest import, 0 where there is none."""
    return int(con.execute(sql_text(__file__, "sql/last_import.sql")).fetchall()[0][0])


def contract_violations(history: History) -> dict[str, int]:
    """How many rows of the published history break each check of the data contract."""
    return _violations(history.rows, since=0)


def raise_on_violations(con: duckdb.DuckDBPyConnection, *, since: int) -> None:
    """Raise `Refused` naming every broken check.

    Events of imports up to number `since` were checked when they came and are not looked at again.
    """
    broken = _violations(lambda text, values: con.execute(text, values).fetchall(), since=since)
    if broken:
        listed = ", ".join(f"{name.replace('_', ' ')}: {n} rows" for name, n in broken.items())
        raise Refused(f"the data contract is broken ({listed}); the store was left as it was")


def checks(*, since: int) -> list[tuple[str, str]]:
    """The checks that say something about rows of imports after number `since`: name and SQL."""
    unneeded = EVERY_EVENT if since else NEW_EVENTS
    return [(name, text) for name, text in sql_files(CHECKS) if name != unneeded]


def _violations(
    rows: Callable[[str, dict[str, object]], list[tuple[Any, ...]]], *, since: int
) -> dict[str, int]:
    """Run `checks/*.sql`, each of which returns the rows that break it."""
    counts = {
        name: len(rows(text, {"since": since} if "$since" in text else {}))
        for name, text in checks(since=since)
    }
    return {name: count for name, count in counts.items() if count}


@contextmanager
def _only_writer(settings: Settings) -> Iterator[None]:
    try:
        settings.store.mkdir(parents=True, exist_ok=True)
        lock = (settings.store / "history.lock").open("a+", encoding="ascii")
    except OSError as error:
        raise _unwritable(settings, error) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            raise Refused(
                f"process {holder} is writing to the store {settings.store}: "
                "wait until it has finished or stop it, then try again"
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _unwritable(settings: Settings, error: Exception) -> Refused:
    reason = str(error).splitlines()[0]
    return Refused(
        f"cannot write to the store {settings.store} ({reason}): check its permissions and the "
        "free space; the store was left as it was"
    )


def _copy_published(settings: Settings, draft: Path) -> None:
    """Copy the published file while holding it open, so that no foreign writer can come between."""
    if settings.history.exists():
        with History(settings):
            shutil.copyfile(settings.history, draft)


def _publish(draft: Path, target: Path) -> None:
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _discard(draft: Path) -> None:
    for leftover in (draft, Path(f"{draft}.wal")):
        leftover.unlink(missing_ok=True)
    shutil.rmtree(f"{draft}.tmp", ignore_errors=True)
