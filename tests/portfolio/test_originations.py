"""Applications and loans by month on the tiny book, counted by hand."""

from datetime import date, datetime

from pipelines.portfolio import OriginationMonth, build_loan_months, origination_months


def test_requests_and_loans_by_month(con, add_loan, reader):
    add_loan("jan-1", [])
    add_loan("jan-2", [])
    add_loan("mar", [], funded=datetime(2025, 3, 15))
    con.execute(
        """insert into applications values
        ('before', 'm1', timestamp '2024-12-31 10:00', 10000, null, 1),
        ('refused', 'm1', timestamp '2025-02-10', 10000, null, 1),
        ('too late', 'm1', timestamp '2025-09-01', 10000, null, 1)"""
    )
    con.execute(
        """insert into outcomes values
        ('jan-1', true, date '2025-08-15', 'derived'),
        ('jan-2', false, date '2025-08-15', 'derived'),
        ('refused', true, date '2025-08-15', 'given')"""
    )
    build_loan_months(con)
    assert origination_months(reader) == (
        OriginationMonth(date(2025, 1, 31), 2, 2, 2, 2, 1),
        OriginationMonth(date(2025, 2, 28), 1, 0, 0, 0, 0),
        OriginationMonth(date(2025, 3, 31), 1, 1, 1, 0, 0),
    )


def test_a_loan_funded_in_the_next_month_counts_as_funded_where_it_was_asked_for(
    con, add_loan, reader
):
    add_loan("a", [], funded=datetime(2025, 2, 1))
    con.execute("update applications set applied_at = timestamp '2025-01-31'")
    add_loan("b", [], funded=datetime(2025, 1, 3))
    build_loan_months(con)
    january, february = origination_months(reader)
    assert (january.applications, january.funded_applications, january.loans) == (2, 2, 1)
    assert (february.applications, february.funded_share, february.loans) == (0, None, 1)


def test_a_month_is_judged_once_every_loan_has_an_outcome():
    assert OriginationMonth(date(2025, 1, 31), 5, 3, 3, 3, 1).is_judged
    assert not OriginationMonth(date(2025, 1, 31), 5, 3, 3, 2, 1).is_judged
    assert not OriginationMonth(date(2025, 1, 31), 5, 0, 0, 0, 0).is_judged


def test_book_without_loans_has_no_months(con, reader):
    con.execute(
        "insert into applications values ('a', 'm1', timestamp '2025-02-10', 10000, null, 1)"
    )
    assert origination_months(reader) == ()
