"""The book as it stood on any day equals the book that would have been built on it."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.errors import Refused
from pipelines.portfolio import (
    book_months,
    build_loan_months,
    origination_months,
    panel_as_of,
    restated,
    roll_rates,
    vintages,
)
from tests.portfolio.conftest import ConnectionReader

FIRST, AS_OF = datetime(2025, 1, 1, 9), date(2025, 8, 31)
events = st.lists(
    st.tuples(
        st.integers(-5, 200),
        st.integers(0, 20),
        st.sampled_from(["payment", "payment", "payment", "refund", "charge_off", "recovery"]),
        st.sampled_from([10_300, 10_300, 20_600, 300, 1, 31_000]),
    ),
    max_size=6,
)
loans = st.lists(st.tuples(st.integers(0, 200), st.booleans(), events), min_size=8, max_size=14)
SNAPSHOT = "select * from loan_months order by loan_id, month_end"


def fill(con, book):
    """The drawn loans: day of funding, whether they have instalments, and their events."""
    for table in ("loans", "loan_events", "loan_instalments", "applications"):
        con.execute(f"delete from {table}")
    for number, (day, has_schedule, happened) in enumerate(book):
        funded = FIRST + timedelta(days=day)
        loan = f"l{number}"
        con.execute(
            "insert into loans values (?, ?, 'm1', ?, 30000, [0.01, 0.01, 0.01], 1)",
            (loan, loan, funded),
        )
        for due in range(1, 4) if has_schedule else ():
            con.execute(
                "insert into loan_instalments values (?, ?, ?, 10000, 300)",
                (loan, due, funded.date() + timedelta(days=30 * due)),
            )
        for place, (after, lag, kind, cents) in enumerate(happened):
            at = funded + timedelta(days=after)
            con.execute(
                "insert into loan_events values (?, ?, ?, ?, ?, ?, 1)",
                (loan, f"e{place}", at, at + timedelta(days=lag), kind, cents),
            )


def truncate(con, day):
    """Leave what was known by `day`."""
    con.execute("delete from loans where cast(funded_at as date) > ?", (day,))
    con.execute("delete from loan_events where cast(known_at as date) > ?", (day,))
    con.execute("delete from loan_events where loan_id not in (select loan_id from loans)")
    con.execute("update book set as_of = ?", (day,))


def test_a_book_that_ends_on_a_day_equals_the_book_restated_to_it(con):
    @settings(max_examples=4, deadline=None)
    @given(book=loans, days=st.lists(st.integers(0, 242), min_size=2, max_size=2))
    def agree(book, days):
        con.execute("update book set as_of = ?", (AS_OF,))
        fill(con, book)
        reader = ConnectionReader(con)
        for day in sorted((date(2025, 1, 1) + timedelta(days=n) for n in days), reverse=True):
            whole = panel_as_of(reader, day)
            truncate(con, day)
            build_loan_months(con, batch_loans=5)
            full = [
                tuple(vars(row).values())
                for row in whole
                if (row.month_end + timedelta(days=1)).day == 1
            ]
            assert con.execute(SNAPSHOT).fetchall() == full
            assert_adds_up(con, whole, day)

    agree()


def assert_adds_up(con, rows, day):
    """Every row adds up to its balance, each opens with the one before, and no cash is lost."""
    closing: dict[str, int] = {}
    for row in rows:
        assert row.opening_cents == closing.get(row.loan_id, 0)
        assert row.opening_cents + row.originated_cents == (
            row.principal_paid_cents + row.charged_off_cents + row.balance_cents
        )
        assert min(value for value in vars(row).values() if isinstance(value, int)) >= 0
        closing[row.loan_id] = row.balance_cents
    kept = sum(
        row.principal_paid_cents + row.fee_paid_cents + row.recovered_cents + row.credit_cents
        for row in rows
    )
    cash = "select coalesce(sum(amount_cents), 0) from loan_events where kind <> 'charge_off'"
    assert kept == con.execute(f"{cash} and cast(known_at as date) <= ?", (day,)).fetchone()[0]


def test_within_a_month_the_last_row_stands_at_the_day_itself(con, add_loan, reader):
    add_loan("a", [(date(2025, 2, 20), "payment", 5000), (date(2025, 3, 30), "payment", 9000)])
    rows = panel_as_of(reader, date(2025, 3, 25))
    assert [(r.month_end, r.balance_cents, r.days_past_due, r.status) for r in rows] == [
        (date(2025, 1, 31), 30000, 0, "current"),
        (date(2025, 2, 28), 25300, 13, "1-29"),
        (date(2025, 3, 25), 25300, 38, "30-59"),
    ]


def test_every_figure_is_read_off_the_book_as_it_stood(con, add_loan, reader):
    add_loan("old", [(date(2025, 2, 15), "payment", 10300)])
    add_loan("new", [], funded=datetime(2025, 4, 1, 9))
    build_loan_months(con)
    then = restated(reader, date(2025, 3, 31))
    assert book_months(then) == book_months(reader)[:3]
    assert [month.loans for month in origination_months(then)] == [1]
    assert {roll.to_status for roll in roll_rates(then)} == {"current", "1-29"}
    assert vintages(then)[0].funded_loans == 1


def test_a_day_before_the_first_loan_has_no_rows(add_loan, reader):
    add_loan("a", [])
    assert panel_as_of(reader, date(2024, 12, 31)) == ()


def test_a_day_after_the_book_is_refused(reader):
    with pytest.raises(Refused, match="up to 2025-08-31, not 2025-09-01: choose an earlier day"):
        restated(reader, date(2025, 9, 1))
