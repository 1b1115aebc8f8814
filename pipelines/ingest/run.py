"""An import as one piece of work: all its files enter in one version of the history, or none."""

import time
from collections.abc import Callable, Sequence
from datetime import date

import duckdb

from pipelines.errors import Refused
from pipelines.ingest.load import Step, load_step
from pipelines.ingest.mapping import BookStatement
from pipelines.ingest.report import ImportReport, TableReport
from pipelines.settings import Settings
from pipelines.store import History, building, sql_text

Progress = Callable[[float, str], None]
Implied = Callable[[duckdb.DuckDBPyConnection, int], list[TableReport]]
BEFORE_ALL = date(1970, 1, 1)


def run_import(
    settings: Settings,
    source: str,
    steps: Sequence[Step],
    book: BookStatement | None,
    *,
    progress: Progress | None = None,
    fresh: bool = False,
    implied: Implied | None = None,
) -> ImportReport:
    """Load the files of `steps` in order and publish the result.

    `book` says what the store's book is when this import creates it; `fresh` builds the history
    anew instead of adding to it; `implied` adds what the rows of all files imply together, given
    the draft and the number of the import. Raises `Refused`, leaving the store as it was, where a
    file cannot be read or belongs to another book.
    """
    started = time.perf_counter()
    reports = []
    with building(settings, change=f"import {source}", imported=True, fresh=fresh) as con:
        _require_book(con, settings, book)
        import_id = con.execute(sql_text(__file__, "sql/next_import.sql")).fetchall()[0][0]
        for number, step in enumerate(steps):
            part = _part(progress, number, len(steps), f"{step.file.name} to {step.table}")
            part(0.0)
            rows = settings.batch_rows
            reports.append(load_step(con, step, source, import_id, batch_rows=rows, progress=part))
        if implied:
            reports.extend(implied(con, import_id))
        con.execute(sql_text(__file__, "sql/extend_as_of.sql"))
    with History(settings) as history:
        version_id = history.version().version_id
    if progress:
        progress(1.0, "published")
    return ImportReport(source, version_id, tuple(reports), time.perf_counter() - started)


def _part(progress: Progress | None, number: int, steps: int, what: str) -> Callable[[float], None]:
    """Progress of step `number` of `steps` as a part of the whole."""
    if progress is None:
        return lambda done: None
    return lambda done: progress((number + done) / steps, what)


def _require_book(
    con: duckdb.DuckDBPyConnection, settings: Settings, book: BookStatement | None
) -> None:
    found = con.execute(sql_text(__file__, "sql/book.sql")).fetchall()
    if not found and book is None:
        raise Refused(
            f"the store {settings.store} is new and the mapping does not say what book it is: "
            'add a section [book] with name and currency, such as name = "My book"'
        )
    if book is None:
        return
    if found and found[0] != (book.name, book.currency):
        raise Refused(
            f'the store {settings.store} holds the book "{found[0][0]}" in {found[0][1]}, '
            f'not "{book.name}" in {book.currency}: choose another folder with --store'
        )
    con.execute(
        sql_text(__file__, "sql/create_book.sql"),
        {
            "name": book.name,
            "currency": book.currency,
            "as_of": book.as_of or BEFORE_ALL,
            "is_synthetic": book.is_synthetic,
            "note": book.note,
        },
    )
