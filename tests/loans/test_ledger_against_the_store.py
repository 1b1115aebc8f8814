"""The ledger and the loan-month panel, which knows loans by SQL alone, say the same."""

import random
from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime, timedelta

import duckdb
import pytest

from pipelines.errors import Refused
from pipelines.loans import (
    Account,
    ChargeOff,
    Payment,
    Recovery,
    Refund,
    bill_due,
    build_schedule,
    open_loan,
    post,
)
from pipelines.portfolio import build_loan_months
from pipelines.store import create_schema

KINDS = {Payment: "payment", Refund: "refund", ChargeOff: "charge_off", Recovery: "recovery"}
RATES = [0.02, 0.02, 0.005, 0.005, 0.005, 0.005]
AS_OF = date(2025, 12, 31)
POSITIONS = """
    select
        loan_id, month_end, days_past_due, status, balance_cents,
        sum(fee_cents - fee_paid_cents - fee_written_off_cents) over so_far,
        sum(credit_cents) over so_far,
        sum(charged_off_cents + fee_written_off_cents) over so_far,
        sum(recovered_cents) over so_far
    from loan_months
    window so_far as (partition by loan_id order by month_end)
"""


def life(draw):
    """A loan of 6,000 with what may happen to it: mostly whole instalments, sometimes not."""
    funded = datetime(2025, 1, 1, 9) + timedelta(days=draw.randint(0, 120))
    loan = open_loan(build_schedule(600_000, RATES, funded.date()), funded)
    at, events = funded, []
    for _ in range(draw.randint(0, 9)):
        at += timedelta(hours=draw.randint(1, 45 * 24))
        cents = draw.choice((112_000, 103_000, 103_000, 50_000, 1, 400_000))
        event = draw.choice((Payment, Payment, Payment, Refund, ChargeOff, Recovery))
        event = event(at) if event is ChargeOff else event(at, cents)
        try:
            loan = post(loan, event)
        except Refused:
            continue
        events.append(event)
    return loan, events


@pytest.fixture(scope="module")
def lives():
    draw = random.Random(11)
    return {f"l{number}": life(draw) for number in range(120)}


@pytest.fixture(scope="module")
def panel(lives):
    """The panel's rows of those loans by loan and month-end."""
    with duckdb.connect() as con:
        create_schema(con)
        con.execute("insert into book values ('Test', 'USD', $on, true, '')", {"on": AS_OF})
        for name, (loan, events) in lives.items():
            con.execute(
                "insert into loans values ($name, $name, 'm', $at, 600000, $rates, 1)",
                {"name": name, "at": loan.funded_at, "rates": RATES},
            )
            con.executemany(
                "insert into loan_instalments values (?, ?, ?, ?, ?)",
                [
                    (name, due.number, due.due_on, due.principal_cents, due.fee_cents)
                    for due in loan.schedule.instalments
                ],
            )
            for number, event in enumerate(events):
                before = state(loan, event.at - timedelta(microseconds=1))
                cents = getattr(event, "amount_cents", before.payoff_cents(event.at))
                con.execute(
                    "insert into loan_events values (?, ?, ?, ?, ?, ?, 1)",
                    (name, str(number), event.at, event.at, KINDS[type(event)], cents),
                )
        build_loan_months(con)
        return con.execute(POSITIONS).fetchall()


def state(loan, at):
    """The loan as it stood at that time."""
    return replace(loan, entries=tuple(entry for entry in loan.entries if entry.at <= at))


def test_every_position_agrees_to_the_cent_at_every_month_end(lives, panel):
    assert len(panel) > 400
    for name, month_end, days_past_due, status, *cents in panel:
        assert month_end.day == monthrange(month_end.year, month_end.month)[1]
        at = datetime.combine(month_end, datetime.max.time())
        held = bill_due(state(lives[name][0], at), at)
        assert cents == [
            held.principal_cents,
            held.fees_cents,
            held.credit_cents,
            held.balances[Account.CHARGE_OFF],
            -held.balances[Account.RECOVERY],
        ]
        expected = {"refunded": "paid"}.get(held.status, held.status)
        if status in ("paid", "charged off"):
            assert expected == status
        else:
            assert (expected, held.days_past_due(at)) == ("open", days_past_due)


def test_the_lives_cover_every_way_a_loan_can_go(panel):
    assert {row[3] for row in panel} >= {"current", "1-29", "paid", "charged off"}
