"""A loan tape: one row a loan, with what was lent, what was paid and where the loan stands.

A tape has totals and no dates of payments. What is in it holds to the cent: the balance, what was
paid of principal and interest, what was charged off and recovered, and the days past due that the
status states. When payments were made is assumed, and `ASSUMED` says so wherever the book is shown:
on the contract's monthly due dates in turn, and as late as the totals allow.

Contracts repay by equal instalments (an annuity at a twelfth of the annual rate) and are kept as
the loan's own schedule in given_instalments. A loan is charged off 120 days after its oldest unpaid
due date where the tape states no day, as US regulators ask of closed-end retail credit (Uniform
Retail Credit Classification and Account Management Policy, 65 FR 36903).
"""

import re
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from pipelines.errors import Refused
from pipelines.ingest.load import Step, record
from pipelines.ingest.mapping import (
    SECTIONS,
    BookStatement,
    Mapping,
    checked_mapping,
    read_toml,
)
from pipelines.ingest.report import Account, ImportReport, TableReport
from pipelines.ingest.run import Progress, run_import
from pipelines.ingest.targets import LOAN_TAPE
from pipelines.settings import Settings
from pipelines.store import sql_text

SOURCE = "loan-tape"
ASSUMED = (
    "The loan tape states totals and no dates of payments: they are placed on the contract's due "
    "dates, as late as the totals allow."
)
RATE_UNITS = {"percent": 100, "fraction": 1}
CHARGE_OFF_DAYS = 120
STANDINGS = ("current", "paid", "charged off")
LATE = re.compile(r"late (\d+)(?:-(\d+)|\+)")
WORKED_OUT = ("contract", "paths", "paid")
IMPLIED = ("merchants", "applications", "given_instalments", "loans", "loan_events")


@dataclass(frozen=True)
class Standing:
    """What a status of the tape means; days past due from `late_from` to `late_to`, None for on."""

    name: str
    late_from: int | None = None
    late_to: int | None = None


@dataclass(frozen=True)
class TapeMapping:
    """A mapping file for a loan tape: its columns, what each status means, the book it makes."""

    mapping: Mapping
    book: BookStatement
    standings: AnyMapping[str, Standing]
    rate_unit: int
    charge_off_days: int


def import_loan_tape(
    settings: Settings, files: list[Path], mapping_file: Path, *, progress: Progress | None = None
) -> ImportReport:
    """Import loan tapes of one layout: the loans, and what was due, paid and lost on each.

    Raises `Refused` where the mapping file is unfit, or its as-of date is not the end of a month or
    not that of the book.
    """
    tape = load_tape_mapping(mapping_file)
    steps = [Step(file, LOAN_TAPE.table, tape.mapping, parameters=_staging(tape)) for file in files]

    def implied(con: duckdb.DuckDBPyConnection, import_id: int) -> list[TableReport]:
        _require_as_of(con, settings, tape.book)
        return _insert_implied(con, files[0], import_id, tape.charge_off_days)

    return run_import(settings, SOURCE, steps, tape.book, progress=progress, implied=implied)


def load_tape_mapping(path: Path) -> TapeMapping:
    """Read and check a mapping file for a loan tape; `Refused` names what is wrong in it."""
    content = read_toml(path)
    mapping = checked_mapping(
        path, content, LOAN_TAPE, (SECTIONS - {"attributes"}) | {"status", "rules"}
    )
    if mapping.book is None:
        raise Refused(f"{path} has no section [book]: say its name, currency and as_of there")
    return TapeMapping(
        mapping=mapping,
        book=_book(path, mapping.book),
        standings=_standings(path, content.get("status", {})),
        rate_unit=_rate_unit(path, content.get("read", {})),
        charge_off_days=_charge_off_days(path, content.get("rules", {})),
    )


def _book(path: Path, book: BookStatement) -> BookStatement:
    """The book with the tape's assumption in its note."""
    as_of = book.as_of
    if as_of is None or (as_of + timedelta(days=1)).day != 1:
        raise Refused(
            f"{path}: [book] as_of must be the last day of the month that the tape closes, such as "
            "as_of = 2018-06-30"
        )
    return replace(book, note=f"{book.note} {ASSUMED}".strip())


def _standings(path: Path, section: dict[str, Any]) -> dict[str, Standing]:
    if not section:
        raise Refused(f'{path} has no section [status], such as "Fully Paid" = "paid"')
    return {word: _standing(path, word, text) for word, text in section.items()}


def _standing(path: Path, word: str, text: object) -> Standing:
    if text in STANDINGS:
        return Standing(str(text))
    found = LATE.fullmatch(str(text))
    if found:
        first, last = int(found[1]), int(found[2]) if found[2] else None
        if first > 0 and (last is None or last >= first):
            return Standing("late", first, last)
    raise Refused(
        f'{path}: [status] "{word}" = {text!r} is none of "current", "paid", "charged off", '
        '"late 1-29" or "late 121+" (days past due)'
    )


def _rate_unit(path: Path, section: dict[str, Any]) -> int:
    unit = section.get("rate_unit", "percent")
    if unit not in RATE_UNITS:
        raise Refused(f'{path}: rate_unit {unit!r} is neither "percent" nor "fraction"')
    return RATE_UNITS[unit]


def _charge_off_days(path: Path, section: dict[str, Any]) -> int:
    days = section.get("charge_off_days", CHARGE_OFF_DAYS)
    if set(section) - {"charge_off_days"} or not isinstance(days, int) or days < 1:
        raise Refused(f"{path}: [rules] holds charge_off_days, a whole number of days, and no more")
    return days


def _staging(tape: TapeMapping) -> dict[str, object]:
    meant = tape.standings.values()
    return {
        "statuses": list(tape.standings),
        "standings": [standing.name for standing in meant],
        "late_froms": [standing.late_from for standing in meant],
        "late_tos": [standing.late_to for standing in meant],
        "rate_unit": tape.rate_unit,
    }


def _require_as_of(con: duckdb.DuckDBPyConnection, settings: Settings, book: BookStatement) -> None:
    """A tape is a statement about one day, so it enters only a book of that day."""
    as_of: date = con.execute("select as_of from book").fetchall()[0][0]
    if as_of != book.as_of:
        raise Refused(
            f"the book in {settings.store} is as of {as_of} and the tape as of {book.as_of}: "
            "choose another folder with --store"
        )


def _insert_implied(
    con: duckdb.DuckDBPyConnection, file: Path, import_id: int, charge_off_days: int
) -> list[TableReport]:
    """Insert what the tape's loans imply, and account for it table by table."""
    values = {"import_id": import_id, "charge_off_days": charge_off_days}

    def text(name: str) -> str:
        return sql_text(__file__, f"sql/loan_tape/{name}.sql")

    def used(name: str) -> dict[str, object]:
        return {key: value for key, value in values.items() if f"${key}" in text(name)}

    for name in WORKED_OUT:
        con.execute(text(name), used(name))
    reports = []
    for table in IMPLIED:
        before = len(con.table(table))
        con.execute(text(table), used(table))
        rows = len(con.table(table)) - before
        account = Account(rows, loaded=rows)
        reports.append(record(con, file, table, SOURCE, import_id, account, is_implied=True))
    return reports
