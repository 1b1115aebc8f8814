"""The ledger: each event to the cent, what is refused, and what holds over any sequence."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.errors import Refused
from pipelines.loans import (
    Account,
    ChargeOff,
    CreditPaidOut,
    Entry,
    FeeBilled,
    Payment,
    Payoff,
    Posting,
    Recovery,
    Refund,
    bill_due,
    build_schedule,
    open_loan,
    post,
)

LOW = (0.0125, 0.0125, 0.0025, 0.0025, 0.0025, 0.0025)
FUNDED = datetime(2025, 1, 31, 10)
DUE = [date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30), date(2025, 5, 31)]


@pytest.fixture
def loan():
    """30,000 at the low tier: six times 5,000, fees 375, 375 and four times 75."""
    return open_loan(build_schedule(3_000_000, LOW, FUNDED.date()), FUNDED)


def noon(day):
    return datetime(day.year, day.month, day.day, 12)


def after(loan, *events):
    for event in events:
        loan = post(loan, event)
    return loan


def held_to_term(loan):
    due = [item for item in loan.schedule.instalments if item.payment_cents]
    return after(loan, *(Payment(noon(item.due_on), item.payment_cents) for item in due))


def test_funding_owes_the_principal(loan):
    assert (loan.principal_cents, loan.fees_cents, loan.credit_cents) == (3_000_000, 0, 0)
    assert loan.status == "open"
    assert loan.balances[Account.SUPPLIER] == -3_000_000


def test_held_to_term_every_fee_is_earned(loan):
    paid = held_to_term(loan)
    assert paid.status == "paid"
    assert paid.balances[Account.CASH] == 3_105_000
    assert paid.balances[Account.FEE_INCOME] == -105_000
    assert paid.credit_cents == 0


def test_the_fee_is_billed_on_its_due_day_and_paid_before_principal(loan):
    found = after(loan, Payment(noon(DUE[0]), 100_000))
    assert found.fees_cents == 0
    assert found.principal_cents == 3_000_000 - 62_500
    assert [entry.kind for entry in found.entries] == ["funding", "fee billed", "payment"]
    assert found.entries[1].at == datetime(2025, 2, 28)


def test_payoff_takes_the_fee_due_and_stops_the_later_ones(loan):
    first = loan.schedule.instalments[0].payment_cents
    found = after(loan, Payment(noon(DUE[0]), first))
    assert found.payoff_cents(noon(DUE[1])) == 2_500_000 + 37_500
    paid = after(found, Payoff(noon(DUE[1])))
    early = build_schedule(3_000_000, LOW, FUNDED.date(), prepay_month=2)
    assert paid.balances[Account.CASH] == early.total_cents == 3_075_000
    assert bill_due(paid, datetime(2026, 1, 1)) == paid
    assert paid.payoff_cents(datetime(2026, 1, 1)) == 0


def test_paid_off_before_the_first_due_day_costs_nothing(loan):
    assert after(loan, Payoff(datetime(2025, 2, 10))).balances[Account.FEE_INCOME] == 0


def test_a_refund_of_all_in_the_window_reverses_fees_and_owes_back_what_was_paid(loan):
    found = after(
        loan,
        FeeBilled(FUNDED + timedelta(hours=1)),
        Payment(FUNDED + timedelta(hours=2), 50_000),
        Refund(FUNDED + timedelta(hours=48), 3_000_000),
    )
    assert found.status == "refunded"
    assert (found.owed_cents, found.credit_cents) == (0, 50_000)
    assert found.balances[Account.FEE_INCOME] == 0
    assert found.balances[Account.SUPPLIER] == 0
    assert bill_due(found, datetime(2026, 1, 1)) == found
    paid_out = after(found, CreditPaidOut(FUNDED + timedelta(hours=50), 50_000))
    assert set(paid_out.balances.values()) == {0}


def test_a_refund_of_all_after_the_window_is_a_payment(loan):
    found = after(
        loan,
        FeeBilled(FUNDED + timedelta(hours=1)),
        Refund(FUNDED + timedelta(hours=48, minutes=1), 3_000_000),
    )
    assert found.status == "open"
    assert (found.principal_cents, found.fees_cents) == (37_500, 0)
    assert found.balances[Account.FEE_INCOME] == -37_500


def test_a_partial_refund_leaves_later_fees_on_the_original_principal(loan):
    found = after(loan, Refund(datetime(2025, 2, 10), 1_000_000))
    assert found.principal_cents == 2_000_000
    billed = bill_due(found, noon(DUE[2]))
    assert billed.fees_cents == 37_500 + 37_500 + 7_500


def test_a_refund_above_the_balance_is_owed_back(loan):
    payments = [Payment(noon(day), 1_000_000) for day in DUE[:2]]
    found = after(loan, *payments, Refund(noon(DUE[2]), 3_000_000))
    assert found.status == "paid"
    assert found.credit_cents == 2_000_000 + 3_000_000 - 3_000_000 - 82_500


def test_two_refunds_that_make_all_in_the_window_undo_it(loan):
    found = after(loan, Refund(FUNDED, 1_000_000), Refund(FUNDED, 2_000_000))
    assert (found.status, found.credit_cents) == ("refunded", 0)


def test_days_past_due_run_from_the_oldest_instalment_not_covered(loan):
    assert loan.days_past_due(noon(DUE[0])) == 0
    assert loan.days_past_due(noon(DUE[0]) + timedelta(days=1)) == 1
    assert loan.days_past_due(noon(DUE[1])) == 31
    caught_up = after(loan, Payment(noon(DUE[1]), 537_500))
    assert caught_up.days_past_due(noon(DUE[1]) + timedelta(days=5)) == 5
    ahead = after(loan, Payment(FUNDED, 3 * 537_500))
    assert ahead.days_past_due(noon(DUE[2]) - timedelta(days=1)) == 0


def test_charge_off_and_recovery(loan):
    off = after(loan, ChargeOff(datetime(2025, 7, 15)))
    assert off.status == "charged off"
    assert off.balances[Account.CHARGE_OFF] == 3_000_000 + 375_00 * 2 + 75_00 * 3
    back = after(off, Recovery(datetime(2025, 9, 1), 400_000))
    assert back.balances[Account.RECOVERY] == -400_000
    assert back.days_past_due(datetime(2026, 1, 1)) == 0
    over = after(back, Recovery(datetime(2025, 9, 2), 4_000_000))
    assert over.credit_cents == 4_400_000 - 3_097_500


def test_money_on_a_paid_loan_is_owed_back(loan):
    paid = after(held_to_term(loan), Payment(datetime(2025, 8, 1), 1_234))
    assert (paid.status, paid.credit_cents) == ("paid", 1_234)


def test_the_statement_says_what_was_owed_after_each_entry(loan):
    found = after(loan, Payment(noon(DUE[0]), 537_500), Payment(noon(DUE[1]), 500_000))
    assert [
        (line.kind, line.amount_cents, line.principal_cents, line.fees_cents)
        for line in found.statement()
    ] == [
        ("funding", 3_000_000, 3_000_000, 0),
        ("fee billed", 37_500, 3_000_000, 37_500),
        ("payment", 537_500, 2_500_000, 0),
        ("fee billed", 37_500, 2_500_000, 37_500),
        ("payment", 500_000, 2_037_500, 0),
    ]


LATER = datetime(2025, 7, 15)


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([Payment(LATER, 0)], "above 0"),
        ([Payment(LATER, -5)], "above 0"),
        ([Payment(LATER, 1.5)], "above 0"),
        ([Payment(LATER, 1), Payment(LATER - timedelta(seconds=1), 1)], "order of time"),
        ([Payment(FUNDED - timedelta(days=1), 1)], "order of time"),
        ([ChargeOff(LATER), Payment(LATER, 1)], "is a recovery"),
        ([ChargeOff(LATER), Refund(LATER, 1)], "is a recovery"),
        ([ChargeOff(LATER), ChargeOff(LATER)], "the loan is charged off"),
        ([ChargeOff(LATER), FeeBilled(LATER)], "no fee left"),
        ([Recovery(LATER, 1)], "not charged off"),
        ([Payoff(LATER), Payoff(LATER)], "the loan is paid"),
        ([Payoff(LATER), ChargeOff(LATER)], "the loan is paid"),
        ([CreditPaidOut(LATER, 1)], "0 cents are owed to the buyer"),
        ([Refund(LATER, 3_000_001)], "more than"),
        ([Refund(LATER, 2_000_000), Refund(LATER, 1_000_001)], "more than"),
        ([FeeBilled(FUNDED), FeeBilled(FUNDED)], "before that month begins"),
    ],
)
def test_what_cannot_happen_is_refused(loan, events, words):
    with pytest.raises(Refused, match=words):
        after(loan, *events)


def test_a_loan_is_funded_before_its_first_instalment(loan):
    with pytest.raises(Refused, match="build its schedule"):
        open_loan(loan.schedule, noon(DUE[0]))


def test_postings_that_do_not_balance_are_no_entry():
    with pytest.raises(ValueError, match="do not balance"):
        Entry(FUNDED, "payment", (Posting(Account.CASH, 1),))


amounts = st.integers(1, 400_000)
steps = st.lists(
    st.tuples(
        st.sampled_from(
            (Payment, Payment, Refund, FeeBilled, CreditPaidOut, Recovery, Payoff, ChargeOff)
        ),
        st.integers(0, 60 * 24),
        amounts,
    ),
    max_size=14,
)
loans = st.builds(
    lambda amount, rates: open_loan(build_schedule(amount, rates, FUNDED.date()), FUNDED),
    st.integers(1, 300_000),
    st.lists(st.integers(0, 500).map(lambda n: n / 10_000), min_size=1, max_size=8),
)


def happened(loan, steps):
    """The loan after those of the steps that it allows, and the events that happened."""
    at, done = FUNDED, []
    for kind, hours, amount in steps:
        at += timedelta(hours=hours)
        event = kind(at) if kind in (FeeBilled, Payoff, ChargeOff) else kind(at, amount)
        try:
            loan = post(loan, event)
        except Refused:
            continue
        done.append(event)
    return loan, done


@settings(max_examples=150)
@given(loan=loans, steps=steps)
def test_no_cent_is_lost(loan, steps):
    amount = loan.schedule.principal_cents
    loan, events = happened(loan, steps)
    held = loan.balances
    assert sum(held.values()) == 0
    assert all(sum(posting.cents for posting in entry.postings) == 0 for entry in loan.entries)

    def total(*kinds):
        return sum(event.amount_cents for event in events if isinstance(event, kinds))

    payoffs = sum(
        posting.cents
        for entry in loan.entries
        for posting in entry.postings
        if entry.kind == "payoff" and posting.account == Account.CASH
    )
    assert held[Account.CASH] == total(Payment, Recovery) + payoffs - total(CreditPaidOut)
    assert held[Account.SUPPLIER] == total(Refund) - amount
    earned = -held[Account.FEE_INCOME] - held[Account.RECOVERY] - held[Account.CHARGE_OFF]
    assert amount + earned + loan.credit_cents == (
        held[Account.CASH] + total(Refund) + loan.owed_cents
    )
    assert min(loan.principal_cents, loan.fees_cents, loan.credit_cents) >= 0
    assert 0 <= -held[Account.SUPPLIER] <= amount
    assert -held[Account.RECOVERY] <= held[Account.CHARGE_OFF]


@settings(max_examples=100)
@given(loan=loans, steps=steps)
def test_fees_are_those_of_the_schedule_in_order_and_stop_when_nothing_is_owed(loan, steps):
    loan, _ = happened(loan, steps)
    if loan.status != "refunded":
        fees = [item.fee_cents for item in loan.schedule.instalments]
        assert -loan.balances[Account.FEE_INCOME] == sum(fees[: loan.billed])
    if loan.status != "open":
        assert loan.owed_cents == 0
        assert bill_due(loan, datetime(2030, 1, 1)) == loan


@settings(max_examples=100)
@given(loan=loans, steps=steps, wait=st.integers(0, 300))
def test_a_payoff_pays_what_was_said_and_ends_the_fees(loan, steps, wait):
    loan, _ = happened(loan, steps)
    at = loan.entries[-1].at + timedelta(days=wait)
    if loan.status == "open":
        paid = post(loan, Payoff(at))
        assert paid.balances[Account.CASH] - loan.balances[Account.CASH] == loan.payoff_cents(at)
        assert (paid.status, paid.owed_cents, paid.credit_cents) == ("paid", 0, 0)
        assert paid == bill_due(paid, at + timedelta(days=999))


@settings(max_examples=60)
@given(loan=loans, paid=st.lists(amounts, max_size=4))
def test_undone_in_the_window_all_comes_back(loan, paid):
    for hour, cents in enumerate(paid, start=1):
        loan = post(loan, Payment(FUNDED + timedelta(hours=hour), cents))
    undone = post(loan, Refund(FUNDED + timedelta(hours=48), loan.schedule.principal_cents))
    assert (undone.status, undone.credit_cents) == ("refunded", sum(paid))
    assert undone.balances[Account.FEE_INCOME] == 0


@settings(max_examples=60)
@given(loan=loans)
def test_held_to_term_costs_the_schedule(loan):
    paid = held_to_term(loan)
    assert paid.balances[Account.CASH] == loan.schedule.total_cents
    assert -paid.balances[Account.FEE_INCOME] == loan.schedule.finance_charge_cents
    assert (paid.status, paid.credit_cents) == ("paid", 0)
