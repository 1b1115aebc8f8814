"""Loans and events that do not fit together: the panel loses nothing and says what is unknown."""

from datetime import date, datetime

import pytest

from pipelines.offers import load_policy
from pipelines.portfolio import (
    book_breaches,
    book_flows,
    build_loan_months,
    panel_as_of,
    portfolio_summary,
    recovery_rate,
)
from pipelines.settings import PROJECT

POLICY = load_policy(PROJECT / "data" / "policy.toml")
ALL = date(2025, 8, 31)


def cash(rows):
    """Principal paid, fees paid, recovered and credit over all months."""
    return tuple(
        sum(getattr(row, f"{name}_cents") for row in rows)
        for name in ("principal_paid", "fee_paid", "recovered", "credit")
    )


def test_a_loan_without_payments_is_late_from_its_first_due_day(add_loan, reader):
    add_loan("a", [])
    rows = panel_as_of(reader, ALL)
    assert cash(rows) == (0, 0, 0, 0)
    assert (rows[-1].balance_cents, rows[-1].days_past_due, rows[-1].status) == (30000, 197, "90+")


def test_a_loan_without_instalments_is_never_late_and_paid_once_its_principal_is(
    con, add_loan, reader
):
    add_loan("a", [(date(2025, 3, 1), "payment", 29999), (date(2025, 6, 1), "payment", 1)])
    con.execute("delete from loan_instalments")
    rows = panel_as_of(reader, ALL)
    assert [(r.balance_cents, r.status) for r in rows][1:4] == [
        (30000, "current"),
        *[(1, "current")] * 2,
    ]
    assert (rows[-1].month_end, rows[-1].status) == (date(2025, 6, 30), "paid")
    assert cash(rows) == (30000, 0, 0, 0)


def test_money_after_a_payoff_is_owed_back_in_its_own_month(add_loan, reader):
    add_loan("a", [(date(2025, 1, 20), "payment", 30100), (date(2025, 5, 2), "payment", 40)])
    rows = panel_as_of(reader, ALL)
    assert [(r.month_end.month, r.status, r.paid_cents, r.credit_cents) for r in rows] == [
        (1, "paid", 30100, 100),
        (5, "paid", 40, 40),
    ]


def test_a_payment_before_funding_counts_from_the_day_of_funding(add_loan, reader):
    add_loan("a", [(date(2024, 12, 1), "payment", 5000)])
    first = panel_as_of(reader, ALL)[0]
    assert (first.month_end, first.principal_paid_cents, first.balance_cents) == (
        date(2025, 1, 31),
        5000,
        25000,
    )


def test_more_recovered_than_was_given_up_is_owed_back(add_loan, reader):
    events = [(date(2025, 4, 1), "charge_off", 5), (date(2025, 6, 1), "recovery", 40000)]
    add_loan("a", events)
    rows = panel_as_of(reader, ALL)
    given_up = sum(row.charged_off_cents + row.fee_written_off_cents for row in rows)
    assert given_up == 30000 + 2 * 300
    assert cash(rows) == (0, 0, 30600, 9400)


def test_a_recovery_of_a_loan_not_charged_off_is_a_payment(add_loan, reader):
    add_loan("a", [(date(2025, 2, 15), "recovery", 10300), (date(2025, 3, 20), "charge_off", 1)])
    rows = panel_as_of(reader, ALL)
    assert cash(rows) == (10000, 300, 0, 0)
    assert rows[-1].charged_off_cents == 20000


def test_a_second_charge_off_gives_up_nothing_more(add_loan, reader):
    add_loan("a", [(date(2025, 4, 1), "charge_off", 7), (date(2025, 6, 1), "charge_off", 30000)])
    rows = panel_as_of(reader, ALL)
    assert sum(row.charged_off_cents for row in rows) == 30000
    assert rows[-1].month_end == date(2025, 4, 30)


def test_a_negative_balance_cannot_be_stored(con, add_loan):
    add_loan("a", [])
    build_loan_months(con)
    with pytest.raises(Exception, match="CHECK constraint failed"):
        con.execute("update loan_months set balance_cents = -1")


def test_cash_of_a_loan_that_is_not_there_is_told(con, add_loan, reader):
    add_loan("a", [])
    at = datetime(2025, 3, 3)
    con.execute("insert into loan_events values ('ghost', 'e', ?, ?, 'payment', 700, 1)", (at, at))
    build_loan_months(con)
    assert [(b.month_end, b.off_by_cents) for b in book_breaches(reader)] == [
        (date(2025, 3, 31), -700)
    ]


def test_before_any_charge_off_no_recovery_rate_is_given(con, add_loan, reader):
    add_loan("a", [(date(2025, 2, 15), "payment", 10300)])
    build_loan_months(con)
    flows = book_flows(reader)
    assert recovery_rate(flows) is None
    assert flows[-1].net_charge_off_rate == 0


@pytest.mark.usefixtures("con")
def test_a_book_whose_loans_are_all_charged_off_owes_nothing_and_has_no_rates(
    con, add_loan, reader
):
    add_loan("a", [(date(2025, 6, 1), "charge_off", 1)])
    build_loan_months(con)
    summary = portfolio_summary(reader, POLICY)
    assert (summary.outstanding_cents, summary.share_30_plus) == (0, None)
    last = book_flows(reader)[-1]
    assert (last.charged_off_cents, last.closing_cents, last.share_30_plus) == (30000, 0, None)
