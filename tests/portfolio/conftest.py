"""A tiny hand-made book: one loan for each way a loan can go."""

from datetime import date, datetime

import duckdb
import pytest

from pipelines.store import create_schema

FUNDED = datetime(2025, 1, 15, 12)


@pytest.fixture
def con():
    """An empty book in US dollars as of 31 August 2025 with two merchants."""
    with duckdb.connect() as connection:
        create_schema(connection)
        connection.execute(
            "insert into book values ('Test', 'USD', date '2025-08-31', true, 'hand-made')"
        )
        connection.execute(
            """insert into merchants values
            ('m1', 'One', 'Toys', 'US', 'CA', null, null, 1),
            ('m2', 'Two', 'Shoes', 'US', 'NY', null, null, 1)"""
        )
        yield connection


@pytest.fixture
def add_loan(con):
    """Adds a loan of 300.00 in three instalments of 100.00 plus a fee of 3.00, and its events."""

    def add(loan: str, events: list[tuple], merchant: str = "m1", funded: datetime = FUNDED):
        key = {"loan": loan, "merchant": merchant, "at": funded}
        con.execute("insert into applications values ($loan, $merchant, $at, 30000, null, 1)", key)
        con.execute(
            "insert into loans values ($loan, $loan, $merchant, $at, 30000, [0.01, 0.01, 0.01], 1)",
            key,
        )
        for number in (1, 2, 3):
            due_on = date(funded.year, funded.month + number, funded.day)
            con.execute(
                "insert into loan_instalments values ($loan, $number, $due, 10000, 300)",
                {"loan": loan, "number": number, "due": due_on},
            )
        for number, (day, kind, cents) in enumerate(events):
            con.execute(
                "insert into loan_events values ($loan, $event, $at, $at, $kind, $cents, 1)",
                {"loan": loan, "event": f"e{number}", "at": day, "kind": kind, "cents": cents},
            )

    return add


class ConnectionReader:
    """Runs the portfolio's queries on a plain connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def rows(self, sql, params=None):
        return self._connection.execute(sql, dict(params or {})).fetchall()

    def arrow(self, sql, params=None):
        return self._connection.sql(sql, params=dict(params or {})).to_arrow_table()


@pytest.fixture
def reader(con):
    """The tiny book as the summary reads it."""
    return ConnectionReader(con)
