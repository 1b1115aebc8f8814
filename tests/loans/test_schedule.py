"""The repayment schedule: literal rows, calendar traps and what holds for every amount."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import Refused
from pipelines.loans.schedule import build_schedule, months_after

LOW = [0.0125] * 2 + [0.0025] * 4
FUNDED = date(2025, 3, 10)

amounts = st.integers(1, 15_000_000)
vectors = st.lists(st.integers(0, 1000).map(lambda n: n / 10000), min_size=1, max_size=24)
days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def test_low_tier_rows():
    found = build_schedule(3_000_000, LOW, FUNDED)
    assert [(i.number, i.principal_cents, i.fee_cents) for i in found.instalments] == [
        (1, 500_000, 37_500),
        (2, 500_000, 37_500),
        (3, 500_000, 7_500),
        (4, 500_000, 7_500),
        (5, 500_000, 7_500),
        (6, 500_000, 7_500),
    ]
    assert [i.due_on.isoformat() for i in found.instalments] == [
        "2025-04-10",
        "2025-05-10",
        "2025-06-10",
        "2025-07-10",
        "2025-08-10",
        "2025-09-10",
    ]


def test_odd_cents_are_spread_and_half_a_cent_rounds_up():
    found = build_schedule(100_060, [0.0125] * 6, FUNDED)
    principals = [i.principal_cents for i in found.instalments]
    assert principals == [16_677, 16_676, 16_677, 16_677, 16_676, 16_677]
    assert {i.fee_cents for i in found.instalments} == {1251}
    assert build_schedule(60, [0.025], FUNDED).finance_charge_cents == 2


def test_prepayment_takes_the_months_fee_and_all_principal_left():
    found = build_schedule(3_000_000, LOW, FUNDED, prepay_month=2)
    assert [(i.principal_cents, i.fee_cents) for i in found.instalments] == [
        (500_000, 37_500),
        (2_500_000, 37_500),
    ]


@pytest.mark.parametrize(
    ("funded", "months", "due"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 1, 31), 2, date(2025, 3, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 8, 30), 6, date(2026, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date(1900, 1, 31), 1, date(1900, 2, 28)),
        (date(2000, 1, 31), 1, date(2000, 2, 29)),
    ],
)
def test_due_dates_keep_to_the_funded_day(funded, months, due):
    assert months_after(funded, months) == due


@given(amount=amounts, rates=vectors, funded=days)
def test_principal_sums_to_the_cent_and_dates_rise(amount, rates, funded):
    found = build_schedule(amount, rates, funded)
    assert found.principal_cents == amount
    assert found.total_cents == amount + found.finance_charge_cents
    assert abs(found.finance_charge_cents - sum(rates) * amount) <= len(rates) / 2 + 1e-3
    due = [i.due_on for i in found.instalments]
    assert due == sorted(set(due))
    assert due[0] > funded


@given(
    amount=amounts,
    rate=st.one_of(
        st.floats(0, 0.999), st.integers(0, 99_999).map(lambda n: n / 100_000), st.just(0.0005)
    ),
)
def test_a_fee_is_rate_times_amount_in_decimals_half_up(amount, rate):
    exact = (Decimal(str(rate)) * amount).quantize(Decimal(1), ROUND_HALF_UP)
    assert build_schedule(amount, [rate], FUNDED).finance_charge_cents == int(exact)


@given(amount=amounts, rates=vectors, funded=days, data=st.data())
def test_paying_early_only_drops_later_fees(amount, rates, funded, data):
    month = data.draw(st.integers(1, len(rates)))
    full = build_schedule(amount, rates, funded)
    early = build_schedule(amount, rates, funded, prepay_month=month)
    assert early.principal_cents == amount
    assert early.instalments[: month - 1] == full.instalments[: month - 1]
    assert [i.fee_cents for i in early.instalments] == [
        i.fee_cents for i in full.instalments[:month]
    ]


@pytest.mark.parametrize("amount", [0, -1, 1.5, float("nan"), None, "100"])
def test_impossible_amounts(amount):
    with pytest.raises(Refused, match="whole number of cents"):
        build_schedule(amount, LOW, FUNDED)


@pytest.mark.parametrize("rates", [[], [-0.01], [1.0], [float("nan")]])
def test_impossible_rates(rates):
    with pytest.raises(Refused, match="rate"):
        build_schedule(100, rates, FUNDED)


@pytest.mark.parametrize("month", [0, -1, 7])
def test_prepayment_outside_the_term(month):
    with pytest.raises(Refused, match="choose a month from 1 to 6"):
        build_schedule(100, LOW, FUNDED, prepay_month=month)
