"""The loan-month panel: literal rows for every way a loan can go."""

from datetime import date, datetime

from pipelines.portfolio import build_loan_months

COLUMNS = """
    select strftime(month_end, '%m-%d'), balance_cents, days_past_due, status,
        paid_cents, fee_cents, charged_off_cents, recovered_cents
    from loan_months where loan_id = $loan order by month_end
"""


def rows(con, loan):
    build_loan_months(con)
    return con.execute(COLUMNS, {"loan": loan}).fetchall()


def test_on_time_and_once_a_day_before_the_fee_is_billed(con, add_loan):
    add_loan(
        "a",
        [
            (date(2025, 2, 15), "payment", 10300),
            (date(2025, 3, 14), "payment", 10300),
            (date(2025, 4, 15), "payment", 10300),
        ],
    )
    assert rows(con, "a") == [
        ("01-31", 30000, 0, "current", 0, 0, 0, 0),
        ("02-28", 20000, 0, "current", 10300, 300, 0, 0),
        ("03-31", 9700, 0, "current", 10300, 300, 0, 0),
        ("04-30", 0, 0, "paid", 10300, 300, 0, 0),
    ]


def test_missed_then_charged_off_of_what_is_owed_then_recovered(con, add_loan):
    add_loan(
        "b",
        [
            (date(2025, 2, 20), "payment", 10300),
            (date(2025, 4, 20), "payment", 5000),
            (date(2025, 7, 10), "charge_off", 15300),
            (date(2025, 8, 5), "recovery", 1000),
            (date(2025, 8, 6), "payment", 500),
        ],
    )
    assert rows(con, "b") == [
        ("01-31", 30000, 0, "current", 0, 0, 0, 0),
        ("02-28", 20000, 0, "current", 10300, 300, 0, 0),
        ("03-31", 20000, 16, "1-29", 0, 300, 0, 0),
        ("04-30", 15600, 46, "30-59", 5000, 300, 0, 0),
        ("05-31", 15600, 77, "60-89", 0, 0, 0, 0),
        ("06-30", 15600, 107, "90+", 0, 0, 0, 0),
        ("07-31", 0, 138, "charged off", 0, 0, 15600, 0),
        ("08-31", 0, 169, "charged off", 0, 0, 0, 1500),
    ]


def test_early_payoff_stops_later_fees(con, add_loan):
    add_loan("c", [(date(2025, 2, 15), "payment", 10300), (date(2025, 3, 15), "payment", 20300)])
    assert rows(con, "c") == [
        ("01-31", 30000, 0, "current", 0, 0, 0, 0),
        ("02-28", 20000, 0, "current", 10300, 300, 0, 0),
        ("03-31", 0, 0, "paid", 20300, 300, 0, 0),
    ]


def test_full_refund_within_48_hours_bills_no_fee(con, add_loan):
    add_loan("d", [(date(2025, 1, 16), "refund", 30000)])
    assert rows(con, "d") == [("01-31", 0, 0, "paid", 30000, 0, 0, 0)]


def test_partial_refund_is_a_payment_and_keeps_the_fee(con, add_loan):
    add_loan("e", [(date(2025, 2, 1), "refund", 15000), (date(2025, 3, 15), "payment", 5600)])
    assert rows(con, "e") == [
        ("01-31", 30000, 0, "current", 0, 0, 0, 0),
        ("02-28", 15000, 0, "current", 15000, 300, 0, 0),
        ("03-31", 10000, 0, "current", 5600, 300, 0, 0),
        ("04-30", 10000, 15, "1-29", 0, 300, 0, 0),
        ("05-31", 10000, 46, "30-59", 0, 0, 0, 0),
        ("06-30", 10000, 76, "60-89", 0, 0, 0, 0),
        ("07-31", 10000, 107, "90+", 0, 0, 0, 0),
        ("08-31", 10000, 138, "90+", 0, 0, 0, 0),
    ]


def test_event_counts_from_the_day_it_became_known(con, add_loan):
    add_loan("f", [(date(2025, 2, 15), "payment", 10300)])
    con.execute("update loan_events set known_at = $at", {"at": datetime(2025, 3, 2)})
    assert [row[:4] for row in rows(con, "f")[:3]] == [
        ("01-31", 30000, 0, "current"),
        ("02-28", 30000, 13, "1-29"),
        ("03-31", 20000, 16, "1-29"),
    ]


def test_overpayment_closes_at_zero(con, add_loan):
    add_loan("g", [(date(2025, 2, 15), "payment", 99999)])
    assert rows(con, "g")[-1] == ("02-28", 0, 0, "paid", 99999, 300, 0, 0)


def test_charge_off_of_a_paid_loan_changes_nothing(con, add_loan):
    add_loan("h", [(date(2025, 1, 16), "refund", 30000), (date(2025, 5, 1), "charge_off", 9)])
    assert rows(con, "h") == [("01-31", 0, 0, "paid", 30000, 0, 0, 0)]


def test_nothing_after_the_last_full_month(con, add_loan):
    con.execute("update book set as_of = date '2025-03-30'")
    add_loan("i", [])
    assert [row[0] for row in rows(con, "i")] == ["01-31", "02-28"]


def test_building_again_replaces_the_rows(con, add_loan):
    add_loan("j", [])
    assert build_loan_months(con) == build_loan_months(con) == 8


def test_book_without_loans(con):
    assert build_loan_months(con) == 0
