"""Hand-made books that several tests read and none changes."""

from datetime import date, datetime

import duckdb
import pytest

from pipelines.features.days import build_loan_days
from pipelines.portfolio import build_loan_months
from pipelines.store import create_schema


class Book:
    """A book in US dollars as of 31 August 2025 that answers queries as a store does."""

    def __init__(self) -> None:
        self.con = duckdb.connect()
        create_schema(self.con)
        self.con.execute(
            "insert into book values ('Test', 'USD', date '2025-08-31', true, 'hand-made')"
        )

    def rows(self, sql, params=None):
        return self.con.execute(sql, dict(params or {})).fetchall()

    def lend(self, loan, merchant, funded: datetime, events=(), *, pd=None) -> None:
        """300.00 in three instalments of 100.00 plus a fee of 3.00, with events (day, kind, cents).

        A `pd` scores its application.
        """
        key = {"loan": loan, "merchant": merchant, "at": funded}
        self.con.execute(
            "insert into applications values ($loan, $merchant, $at, 30000, null, 1)", key
        )
        self.con.execute(
            "insert into loans values ($loan, $loan, $merchant, $at, 30000, [.01, .01, .01], 1)",
            key,
        )
        due = [date(funded.year, funded.month + n, funded.day) for n in (1, 2, 3)]
        self.con.executemany(
            "insert into loan_instalments values (?, ?, ?, 10000, 300)",
            [(loan, number + 1, day) for number, day in enumerate(due)],
        )
        if events:
            self.con.executemany(
                "insert into loan_events values (?, ?, ?, ?, ?, ?, 1)",
                [(loan, f"e{n}", day, day, kind, c) for n, (day, kind, c) in enumerate(events)],
            )
        if pd is not None:
            self.con.execute("insert into scores values (?, 'm', 0, 0, ?, 'C')", [loan, pd])

    def build(self) -> None:
        """Fill the loans' months and days."""
        build_loan_months(self.con)
        build_loan_days(self.con)


@pytest.fixture(scope="module")
def empty_book():
    """A book without a loan."""
    return Book()


@pytest.fixture(scope="module")
def book():
    """A loan that is paid, one charged off after 90 days, and a later one in arrears."""
    found = Book()
    paid = [(date(2025, month, 15), "payment", 10300) for month in (2, 3, 4)]
    lost = [
        (date(2025, 2, 15), "payment", 10300),
        (date(2025, 7, 10), "charge_off", 20000),
        (date(2025, 8, 10), "recovery", 2000),
    ]
    found.lend("paid", "m1", datetime(2025, 1, 15), paid, pd=0.02)
    found.lend("lost", "m2", datetime(2025, 1, 15), lost, pd=0.10)
    found.lend("late", "m2", datetime(2025, 6, 15))
    found.build()
    yield found
    found.con.close()
