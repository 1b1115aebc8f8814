"""What moved in the book each month, to the cent, and the rates that follow."""

from datetime import date, datetime

import pytest

from pipelines.offers import load_policy
from pipelines.portfolio import (
    BookBreach,
    BookFlow,
    book_breaches,
    book_flows,
    build_loan_months,
    recovery_rate,
    status_months,
    utilisation,
)
from pipelines.settings import PROJECT

LOST = [
    (date(2025, 2, 20), "payment", 10300),
    (date(2025, 5, 10), "charge_off", 99999),
    (date(2025, 6, 5), "recovery", 1000),
]


@pytest.fixture
def book(con, add_loan):
    """One loan repaid, with 7 cents too many, and one charged off with fees of 6.00 unpaid."""
    repaid = [(date(2025, month, 15), "payment", 10300) for month in (2, 3, 4)]
    add_loan("repaid", [*repaid, (date(2025, 6, 1), "payment", 7)])
    add_loan("lost", LOST, merchant="m2")
    build_loan_months(con)


@pytest.mark.usefixtures("book")
def test_flows_by_month(reader):
    assert book_flows(reader) == (
        BookFlow(date(2025, 1, 31), 0, 60000, 0, 0, 60000, 0, 0, 0, 0, 0, 0),
        BookFlow(date(2025, 2, 28), 60000, 0, 20000, 0, 40000, 600, 600, 0, 0, 0, 0),
        BookFlow(date(2025, 3, 31), 40000, 0, 10000, 0, 30000, 600, 300, 0, 0, 0, 0),
        BookFlow(date(2025, 4, 30), 30000, 0, 10000, 0, 20000, 600, 300, 0, 0, 0, 20000),
        BookFlow(date(2025, 5, 31), 20000, 0, 0, 20000, 0, 0, 0, 600, 0, 0, 0),
        BookFlow(date(2025, 6, 30), 0, 0, 0, 0, 0, 0, 0, 0, 1000, 7, 0),
    )


@pytest.mark.usefixtures("book")
def test_rates_of_a_month(reader):
    first, february, _, april, may, june = book_flows(reader)
    assert february.fee_yield == pytest.approx(600 / 50000 * 12)
    assert february.repayment_rate == pytest.approx(1 / 3)
    assert april.cash_yield == pytest.approx(300 / 25000 * 12)
    assert april.share_30_plus == 1.0
    assert may.net_charge_off_rate == pytest.approx(20000 / 10000 * 12)
    assert may.fee_yield == pytest.approx(-600 / 10000 * 12)
    assert (first.repayment_rate, june.net_charge_off_rate, june.share_30_plus) == (
        None,
        None,
        None,
    )


@pytest.mark.usefixtures("book")
def test_recovery_is_of_all_that_was_given_up(reader):
    flows = book_flows(reader)
    assert recovery_rate(flows) == pytest.approx(1000 / 20600)
    assert recovery_rate(flows[:4]) is None


@pytest.mark.usefixtures("book")
def test_utilisation_is_of_what_the_policy_lets_the_book_owe(reader):
    policy = load_policy(PROJECT / "data" / "policy.toml")
    assert utilisation(book_flows(reader)[0], policy) == 60000 / 5_000_000_000


@pytest.mark.usefixtures("book")
def test_a_closed_loan_is_counted_in_the_month_it_closed_and_in_no_other(reader):
    closed = [(m.month_end, m.status, m.loans) for m in status_months(reader)][-3:]
    assert closed == [
        (date(2025, 4, 30), "30-59", 1),
        (date(2025, 4, 30), "paid", 1),
        (date(2025, 5, 31), "charged off", 1),
    ]


@pytest.mark.usefixtures("book")
def test_a_panel_that_adds_up_has_no_breach(reader):
    assert book_breaches(reader) == ()


@pytest.mark.usefixtures("book")
def test_a_breach_says_which_month_and_by_how_much(con, reader):
    con.execute(
        "update loan_months set balance_cents = balance_cents + 5 "
        "where loan_id = 'lost' and month_end = date '2025-03-31'"
    )
    breaches = book_breaches(reader)
    assert [(b.month_end, b.off_by_cents) for b in breaches] == [
        (date(2025, 3, 31), -5),
        (date(2025, 4, 30), -5),
    ]
    assert str(breaches[0]) == (
        "March 2025: opening + originated - principal paid - charged off = closing fails by "
        "-5 cents"
    )


def test_events_imported_after_the_panel_was_built_are_told(con, add_loan, reader):
    add_loan("a", [])
    build_loan_months(con)
    at = datetime(2025, 3, 3)
    con.execute("insert into loan_events values ('a', 'e', ?, ?, 'payment', 500, 1)", (at, at))
    assert book_breaches(reader) == (
        BookBreach(
            date(2025, 3, 31),
            "principal paid + fees paid + recovered + credit = cash of the events",
            -500,
        ),
    )
