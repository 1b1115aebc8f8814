"""Loan performance to labels, on loans small enough to follow by hand."""

from datetime import date

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.features.days import build_loan_days
from pipelines.loans import build_schedule
from pipelines.outcomes import build_outcomes
from pipelines.store import create_schema

RATES = "[0.02, 0.02, 0.005, 0.005, 0.005, 0.005]"
ON_TIME = [
    ("2025-02-10", 112_000),
    ("2025-03-10", 112_000),
    ("2025-04-10", 103_000),
    ("2025-05-10", 103_000),
    ("2025-06-10", 103_000),
    ("2025-07-10", 103_000),
]


@pytest.fixture
def con():
    with duckdb.connect() as con:
        create_schema(con)
        con.execute("insert into book values ('t', 'USD', date '2026-01-31', false, '')")
        yield con


def fund(con, payments, *, funded="2025-01-10", kind="payment", events=()):
    con.execute("insert into applications values ('A', 'm', $at, 600000, null, 1)", {"at": funded})
    con.execute(
        f"insert into loans values ('L', 'A', 'm', $at, 600000, {RATES}, 1)", {"at": funded}
    )
    listed = [(day, kind, cents) for day, cents in payments] + list(events)
    for number, (day, what, cents) in enumerate(listed):
        con.execute(
            "insert into loan_events values ('L', $id, $day, $day, $kind, $cents, 1)",
            {"id": str(number), "day": day, "kind": what, "cents": cents},
        )
    build_loan_days(con)
    build_outcomes(con, default_days=90, window_months=9)
    return con.execute(
        "select is_default, observed_through::varchar, source from outcomes"
    ).fetchall()


def test_paid_on_time_is_no_default(con):
    assert fund(con, ON_TIME) == [(False, "2025-10-10", "derived")]


def test_charge_off_in_the_window_is_a_default(con):
    off = ("2025-08-01", "charge_off", 400_000)
    assert fund(con, ON_TIME[:2], events=[off]) == [(True, "2025-10-10", "derived")]


def test_ninety_days_past_due_is_a_default(con):
    late = [*ON_TIME[:2], ("2025-07-10", 412_000)]
    assert fund(con, late)[0][0] is True


def test_paid_on_the_ninetieth_day_is_none(con):
    late = [*ON_TIME[:2], ("2025-07-09", 412_000)]
    assert fund(con, late)[0][0] is False


def test_early_payoff_is_none_though_later_fees_were_never_paid(con):
    assert fund(con, [ON_TIME[0], ("2025-03-10", 512_000)])[0][0] is False


def test_refund_within_48_hours_is_none(con):
    assert fund(con, [("2025-01-11", 600_000)], kind="refund")[0][0] is False


def test_young_loan_has_no_outcome_even_if_it_defaulted(con):
    off = ("2025-12-20", "charge_off", 600_000)
    assert fund(con, [], funded="2025-07-10", events=[off]) == []


def test_application_with_two_loans_has_one_outcome(con):
    con.execute(
        "insert into loans values ('L2', 'A', 'm', timestamp '2025-02-01', 600000, [0.02], 1)"
    )
    assert fund(con, ON_TIME) == [(True, "2025-11-01", "derived")]


def test_given_outcome_stands(con):
    con.execute("insert into given_outcomes values ('A', true, date '2025-12-31', 1)")
    assert fund(con, ON_TIME) == [(True, "2025-12-31", "given")]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 15_000_000),
    st.lists(st.integers(0, 1000).map(lambda n: n / 10000), min_size=1, max_size=12),
    st.dates(date(2015, 1, 1), date(2035, 12, 31)),
)
def test_instalments_agree_with_the_schedule_to_the_cent(amount, rates, funded):
    with duckdb.connect() as con:
        create_schema(con)
        con.execute("insert into book values ('t', 'USD', date '2014-01-01', false, '')")
        con.execute(
            "insert into loans values ('L', 'A', 'm', $at, $amount, $rates, 1)",
            {"at": funded, "amount": amount, "rates": rates},
        )
        build_loan_days(con)
        build_outcomes(con, default_days=90, window_months=9)
        found = con.execute(
            "select number, due_on, principal_cents, fee_cents from loan_instalments order by 1"
        ).fetchall()
    schedule = build_schedule(amount, rates, funded)
    assert found == [
        (i.number, i.due_on, i.principal_cents, i.fee_cents) for i in schedule.instalments
    ]
