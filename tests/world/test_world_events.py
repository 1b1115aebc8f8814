"""What must hold for every event of the synthetic marketplace."""

import numpy as np
import pytest

from pipelines.loans.schedule import build_schedule
from pipelines.world.horizon import DAY_SECONDS, NEVER
from pipelines.world.loan_events import instalments_paid
from pipelines.world.loans import schedule_cents
from pipelines.world.parameters import TIER_RATES_BPS


@pytest.mark.parametrize("feed", ["sales", "purchases", "loan_events"])
def test_events_are_known_after_they_happen_within_the_book_and_above_zero(world, feed):
    events = getattr(world, feed)
    assert np.all(events.known >= events.occurred)
    assert np.all(events.occurred >= 0)
    assert np.all(events.known < world.horizon.days * DAY_SECONDS)
    assert np.all(events.cents > 0)


def test_what_comes_back_was_sold_before(world):
    back = world.sales.kind != 0
    assert np.all(world.sales.occurred[back] > world.sales.sold[back])


def test_nobody_sells_before_joining_or_after_leaving(world):
    sales, merchants = world.sales, world.merchants
    day = sales.sold // DAY_SECONDS
    assert np.all(day >= merchants.joined_day[sales.merchant])
    assert np.all(day < merchants.exit_day[sales.merchant])


def test_every_loan_has_an_approved_request_and_is_at_most_the_order(world):
    request = world.loans.request
    assert len(np.unique(request)) == len(request)
    assert np.all(world.lending.approved[request])
    assert np.all(world.loans.principal_cents <= world.requests.order_cents[request])
    assert np.all(world.loans.funded_day > world.requests.day[request])


def test_nobody_who_is_behind_is_approved_again(world):
    loans, missed = world.loans, np.flatnonzero(world.loans.first_missed < NEVER)
    merchant = world.requests.merchant[loans.request]
    first = np.full(world.merchants.count, NEVER)
    day = loans.due_day[missed, loans.first_missed[missed] - 1]
    np.minimum.at(first, merchant[missed], day)
    approved = world.lending.approved
    assert np.all(world.requests.day[approved] <= first[world.requests.merchant[approved]])
    assert np.any(world.requests.day > first[world.requests.merchant])


def test_the_old_policy_lends_to_no_new_firm(world):
    requests, approved = world.requests, world.lending.approved
    age = requests.day - world.merchants.founded_day[requests.merchant]
    assert not np.any(approved & (age < 180))


def test_a_loan_is_at_most_a_quarter_of_the_years_sales_and_two_months_of_the_last_quarters(world):
    """Five hundred dollars are lent to anybody that is lent to."""
    request, lent = world.loans.request, world.loans.principal_cents
    year = world.drivers.yearly_sales[request] * 100
    quarter = world.drivers.quarterly_sales[request] * 100
    assert np.all(lent <= np.maximum(year / 4, 50_000) + 1)
    assert np.all(lent <= np.maximum(quarter * 2 / 3, 50_000) + 1)
    assert np.any(quarter * 2 / 3 < year / 4)


def test_the_truths_drivers_count_what_was_known_before_the_request(world):
    requests, sales = world.requests, world.sales
    for i in range(0, len(requests.merchant), 100):
        day, known = requests.day[i], sales.known // DAY_SECONDS
        mine = (sales.merchant == requests.merchant[i]) & (sales.kind == 0)
        sold = sales.cents[mine & (known < day) & (known >= day - 365)].sum() / 100
        assert world.drivers.yearly_sales[i] == pytest.approx(sold)
        sold = sales.cents[mine & (known < day) & (known >= day - 90)].sum() / 100
        assert world.drivers.quarterly_sales[i] == pytest.approx(sold)


def test_nobody_asks_in_the_first_half_year_or_with_less_than_90_days_of_history(world):
    requests = world.requests
    assert requests.day.min() >= 181
    assert np.all(requests.day >= world.merchants.first_day[requests.merchant] + 90)
    assert np.all(requests.day < world.merchants.exit_day[requests.merchant])


@pytest.mark.parametrize("tier", [0, 1, 2])
@pytest.mark.parametrize("cents", [1, 50_001, 3_000_000, 1_234_567])
def test_instalments_agree_with_the_schedule_of_an_offer(world, cents, tier):
    principal, fee = schedule_cents(np.array([cents]), np.array([tier]))
    rates = [bps / 10_000 for bps in TIER_RATES_BPS[tier]]
    schedule = build_schedule(cents, rates, world.horizon.as_of)
    assert principal[0].tolist() == [i.principal_cents for i in schedule.instalments]
    assert fee[0].tolist() == [i.fee_cents for i in schedule.instalments]


def test_due_days_agree_with_the_schedule_of_an_offer(world):
    start = np.datetime64(world.horizon.start)
    for i in range(0, len(world.loans.request), 100):
        funded = (start + world.loans.funded_day[i]).item()
        schedule = build_schedule(100_000, [0.01] * 6, funded)
        due = (start + world.loans.due_day[i]).tolist()
        assert due == [instalment.due_on for instalment in schedule.instalments]


def test_payments_refunds_and_charge_offs_never_exceed_what_is_owed(world):
    loans, events = world.loans, world.loan_events
    principal, fees = loans.principal_due.sum(axis=1), loans.fee_due.sum(axis=1)
    n = len(principal)
    paid = np.bincount(events.loan, events.cents * (events.kind <= 1), n)
    lost = np.bincount(events.loan, events.cents * (events.kind == 2), n)
    recovered = np.bincount(events.loan, events.cents * (events.kind == 3), n)
    assert np.all(principal == loans.principal_cents)
    assert np.all(paid + lost <= principal + fees)
    assert np.all(recovered <= lost)


def test_a_paid_loan_is_paid_to_the_cent(world):
    loans = world.loans
    nothing = np.zeros(len(loans.request), np.int64)
    paid = instalments_paid(loans, nothing).sum(axis=1)
    refund = np.where(loans.is_refund, loans.extra_cents, 0)
    plain = (loans.first_missed == NEVER) & (loans.extra_after == NEVER)
    scheduled = loans.principal_cents + loans.fee_due.sum(axis=1)
    assert np.all(paid[plain] == scheduled[plain])
    early = (loans.first_missed == NEVER) & (loans.extra_after < NEVER)
    assert np.all(paid[early] + refund[early] >= loans.principal_cents[early])
    assert np.all(paid[early] + refund[early] <= scheduled[early])


def test_a_refund_within_48_hours_leaves_no_fee(world):
    loans = world.loans
    at_once = loans.is_refund & (loans.extra_after == 0)
    assert at_once.any()
    nothing = np.zeros(len(loans.request), np.int64)
    assert np.all(instalments_paid(loans, nothing)[at_once] == 0)
    assert np.all(loans.extra_cents[at_once] == loans.principal_cents[at_once])
    assert np.all(loans.refund_day[at_once] - loans.funded_day[at_once] <= 2)


def test_a_later_refund_of_the_whole_order_leaves_the_running_months_fee(world):
    loans = world.loans
    before = np.cumsum(loans.principal_due, axis=1)
    row = np.arange(len(before))
    repaid = before[row, np.clip(loans.extra_after, 1, 6) - 1]
    whole = (
        loans.is_refund & (loans.extra_after > 0) & (loans.extra_cents + repaid == before[:, -1])
    )
    assert whole.any()
    after = loans.extra_after[whole]
    paid = instalments_paid(loans, np.zeros(len(row), np.int64))[whole]
    assert np.array_equal(paid[np.arange(len(after)), after], loans.fee_due[whole, after])
    assert all(np.all(p[k + 1 :] == 0) for p, k in zip(paid, after, strict=True))


def test_only_defaulting_loans_reach_90_days_past_due_or_a_charge_off(world):
    loans, events = world.loans, world.loan_events
    charged = np.unique(events.loan[events.kind == 2])
    assert np.all(loans.first_missed[charged] < NEVER)
    assert loans.delay.max() < 90


def test_bank_balances_follow_from_the_movements(world):
    bank = world.bank
    same = np.diff(bank.merchant) == 0
    assert np.array_equal(np.diff(bank.balance)[same], bank.cents[1:][same])
