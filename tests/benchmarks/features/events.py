"""A store of generated events: any number of them, the same on any machine and number of threads.

It is written straight into the history file, not through an import or `building`: taking the
content hash and checking the contract of 120 million rows would take longer than making them. The
contract is checked by the first `python -m pipelines features` on the store.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from pipelines.settings import Settings
from pipelines.store import create_schema, sql_files, sql_text, version
from pipelines.store.connect import open_for_building

SEED = 20190115
APPLICATIONS = 50_000
BATCHES = 20
SECONDS = 1096 * 86_400
"""Three years from 2023-01-01 on; the last 18 months of them have the applications."""
SALES_PER_EVENT = 1 / 1.04
FEEDS = ("sales", "purchases", "bank")


@dataclass(frozen=True)
class Size:
    """So many sales events, a thousand a merchant in the mean."""

    events: int

    @property
    def merchants(self) -> int:
        """How many merchants have them."""
        return self.events // 1000

    def digest(self) -> str:
        """SHA-256 of all that the events are a function of: the generator's text and numbers."""
        made_of = [self.events, SEED, APPLICATIONS, SECONDS, sql_files(_folder())]
        return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()


def write_events(settings: Settings, size: Size) -> None:
    """Write a new history with merchants, their events and applications, merchants in batches."""
    settings.store.mkdir(parents=True, exist_ok=True)
    settings.history.unlink(missing_ok=True)
    with closing(open_for_building(settings.history, settings)) as con:
        create_schema(con)
        con.execute(sql_text(__file__, "sql/macros.sql"))
        sales = round(size.events * SALES_PER_EVENT)
        _run(con, "shapes", last_second=SECONDS, merchants=size.merchants, sales=sales)
        _run(con, "merchants")
        for batch in range(BATCHES):
            _write_batch(con, size, batch)
        _run(con, "applications", last_second=SECONDS, merchants=size.merchants)
        _append_first_version(con, size)
        con.execute("checkpoint")


def _write_batch(con: duckdb.DuckDBPyConnection, size: Size, batch: int) -> None:
    bounds = {
        "first": batch * size.merchants // BATCHES,
        "after": (batch + 1) * size.merchants // BATCHES,
    }
    for feed in FEEDS:
        _run(con, feed, last_second=SECONDS, **bounds)


def _append_first_version(con: duckdb.DuckDBPyConnection, size: Size) -> None:
    _run(con, "book", events=size.events)
    _run(con, "imports", events=size.events)
    con.execute(
        sql_text(version.__file__, "sql/append_version.sql"),
        {
            "published_at": datetime(2026, 1, 1),
            "change": "import generated events",
            "content_hash": size.digest(),
            "code_version": "benchmark",
        },
    )


def _run(con: duckdb.DuckDBPyConnection, name: str, **numbers: int) -> None:
    """Run one of the generator's files with those of its numbers that it has places for."""
    text = sql_text(__file__, f"sql/{name}.sql")
    known: Mapping[str, int] = {"seed": SEED, "applications": APPLICATIONS, **numbers}
    con.execute(text, {name: value for name, value in known.items() if f"${name}" in text})


def _folder() -> Path:
    return Path(__file__).with_name("sql")
