"""The book as it stood on any day, with only what was known by then."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from pipelines.errors import Refused
from pipelines.portfolio.panel.build import panel_sql
from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text

OPENING = re.compile(r"\A(?:\s*--[^\n]*\n)*\s*with\b", re.IGNORECASE)


@dataclass(frozen=True)
class LoanMonth:
    """One loan at one month-end, or at the day it is restated to; money in cents.

    The flows are the month's. opening + originated - principal paid - charged off = balance.
    """

    loan_id: str
    month_end: date
    months_on_book: int
    balance_cents: int
    days_past_due: int
    status: str
    paid_cents: int
    fee_cents: int
    charged_off_cents: int
    recovered_cents: int
    opening_cents: int
    originated_cents: int
    principal_paid_cents: int
    fee_paid_cents: int
    fee_written_off_cents: int
    credit_cents: int


@dataclass(frozen=True)
class RestatedReader:
    """A reader of the book as it stood at the end of `as_of`.

    Every query sees the loans, events, applications, outcomes and loan-months that were known by
    then, the last loan-month standing at `as_of` itself. Each query builds the panel anew.
    """

    reader: Reader
    as_of: date

    def rows(self, sql: str, params: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """Run the query on the book as it stood."""
        return self.reader.rows(*self._restated(sql, params))

    def arrow(self, sql: str, params: Mapping[str, object] | None = None) -> pa.Table:
        """Run the query on the book as it stood and return its rows as a table."""
        return self.reader.arrow(*self._restated(sql, params))

    def _restated(
        self, sql: str, params: Mapping[str, object] | None
    ) -> tuple[str, dict[str, object]]:
        known = sql_text(__file__, "sql/known_by.sql").format(panel=panel_sql())
        query = OPENING.sub(",", sql, count=1) if OPENING.match(sql) else sql
        bounds = {"until": self.as_of, "first_loan": None, "next_loan": None}
        return f"{known}\n{query}", {**(params or {}), **bounds}


def restated(reader: Reader, as_of: date) -> Reader:
    """The book as of `as_of`, for any figure that is read off a reader.

    Raises `Refused` for a day after the book's last, about which nothing is known.
    """
    book = reader.rows(sql_text(__file__, "sql/as_of.sql"))
    if book and as_of > book[0][0]:
        raise Refused(
            f"the book covers the days up to {book[0][0]}, not {as_of}: choose an earlier day, or "
            "import what has happened since"
        )
    return RestatedReader(reader, as_of)


def panel_as_of(reader: Reader, as_of: date) -> tuple[LoanMonth, ...]:
    """Every loan-month as a panel built on `as_of` would have it, by loan and month-end.

    Within a month the last row of an open loan stands at `as_of`. Raises `Refused` for a day after
    the book's last.
    """
    rows = restated(reader, as_of).rows(sql_text(__file__, "sql/every_loan_month.sql"))
    return tuple(LoanMonth(*row) for row in rows)
