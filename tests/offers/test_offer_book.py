"""Deciding a whole book, and what a merchant already owed on its day."""

import json
from dataclasses import dataclass
from datetime import date, datetime

import duckdb
import pandas as pd
import pytest

from pipelines.errors import Refused
from pipelines.offers import offer_book, open_exposure_cents
from pipelines.reasons import Reason
from pipelines.store import create_schema

DAY = datetime(2025, 6, 10, 9)


@dataclass
class Table:
    frame: pd.DataFrame
    applications: pd.DataFrame


class Reader:
    def __init__(self, con):
        self._con = con

    def row(self, sql, params=None):
        return self._con.execute(sql, params).fetchone()


@pytest.fixture
def con():
    with duckdb.connect() as connection:
        create_schema(connection)
        connection.execute("insert into book values ('T', 'EUR', date '2025-12-31', true, '')")
        yield connection


@pytest.fixture
def table():
    """Two applicants alike: one asks for an amount, the other what it could get."""
    ids = pd.Index(["a1", "a2"], name="application_id")
    frame = pd.DataFrame(
        {
            "tenure_days": 900.0,
            "sales_365d_cents": 6e7,
            "sales_90d_cents": 1.5e7,
            "worst_month_cents": 4e6,
            "days_since_last_sale": 1.0,
            "another": "text",
        },
        index=ids,
    )
    applications = pd.DataFrame(
        {"merchant_id": "m1", "applied_at": DAY, "order_amount_cents": [3_000_000, None]}, index=ids
    )
    return Table(frame, applications)


def ask(con, application, at=DAY, merchant="m1"):
    con.execute(
        "insert into applications values ($id, $merchant, $at, null, null, 1)",
        {"id": application, "merchant": merchant, "at": at},
    )


def lend(con, application, funded, cents, months=(), merchant="m1"):
    ask(con, application, funded, merchant)
    con.execute(
        "insert into loans values ($id, $id, $merchant, $at, $cents, [0.01], 1)",
        {"id": application, "merchant": merchant, "at": funded, "cents": cents},
    )
    for month_end, balance in months:
        con.execute(
            """insert into loan_months
            values ($id, $month, 0, $balance, 0, 'current', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)""",
            {"id": application, "month": month_end, "balance": balance},
        )


def score(con, application, pd_):
    con.execute(
        "insert into scores values ($id, 'm', 0, 0, $pd, 'A')", {"id": application, "pd": pd_}
    )


def test_every_scored_application_is_decided(con, table, policy, statements):
    for application, pd_ in (("a1", 0.03), ("a2", 0.4)):
        ask(con, application)
        score(con, application, pd_)
    driver = Reason("R01", "Low sales", ("sales_365d_cents",))
    counts = offer_book(con, table, {"a2": [driver]}, policy, statements)
    assert counts == {"approve": 1, "decline": 1}
    rows = con.execute("select * from offers order by application_id").df().to_dict("records")
    assert rows[0]["decision"] == "approve"
    assert (rows[0]["requested_cents"], rows[0]["amount_cents"]) == (3_000_000, 3_000_000)
    assert (rows[0]["tier"], round(rows[0]["apr"], 4)) == ("mid", 20.631)
    assert rows[0]["policy_version"] == policy.version
    assert json.loads(rows[1]["reasons"])[0]["code"] == "R01"
    assert json.loads(rows[1]["steps"])[-1]["outcome"] == "decline"
    assert offer_book(con, table, {"a2": [driver]}, policy, statements) == counts


def test_open_loans_lower_the_offer(con, table, policy, statements):
    lend(con, "old", datetime(2025, 4, 1), 5_000_000, [(date(2025, 5, 31), 4_000_000)])
    ask(con, "a1")
    score(con, "a1", 0.03)
    assert offer_book(con, table, {}, policy, statements) == {"counter-offer": 1}
    assert con.execute("select limit_cents from offers").fetchone() == (2_000_000,)


def test_book_without_scores(con, table, policy, statements):
    assert offer_book(con, table, {}, policy, statements) == {}


def test_score_without_features(con, table, policy, statements):
    score(con, "unknown", 0.1)
    with pytest.raises(Refused, match="rebuild"):
        offer_book(con, table, {}, policy, statements)


def test_open_exposure_is_what_was_known_on_the_day(con):
    ask(con, "now")
    months = [(date(2025, 4, 30), 900), (date(2025, 5, 31), 700), (date(2025, 6, 30), 0)]
    lend(con, "old", datetime(2025, 4, 1), 1_000, months)
    lend(con, "new", datetime(2025, 6, 2), 50, [(date(2025, 6, 30), 40)])
    lend(con, "later", datetime(2025, 6, 11), 5_000)
    lend(con, "stranger", datetime(2025, 4, 1), 9_000, merchant="m2")
    assert open_exposure_cents(Reader(con), "now") == 750
    assert open_exposure_cents(Reader(con), "old") == 0


def test_open_exposure_of_an_unknown_application(con):
    with pytest.raises(Refused, match="no application 'x'"):
        open_exposure_cents(Reader(con), "x")
