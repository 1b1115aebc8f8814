"""Quotes: the Pay Later vectors to the cent, the JSON shape, and amounts that are refused."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import Refused
from pipelines.offers import build_quote, parse_amount
from pipelines.offers.alternatives import compare_ways

FUNDED = date(2026, 1, 31)
FLAT = [0.0125] * 6

VECTORS = [
    (3_000_000, "low", None, 537_500, 507_500, 105_000, 3_105_000, 517_500, 12.0372, 12.724),
    (3_000_000, "high", None, 582_500, 522_500, 255_000, 3_255_000, 542_500, 29.2221, 33.472),
    (
        15_000_000,
        "low",
        None,
        2_687_500,
        2_537_500,
        525_000,
        15_525_000,
        2_587_500,
        12.0372,
        12.724,
    ),
    (3_000_000, FLAT, None, 537_500, 537_500, 225_000, 3_225_000, 537_500, 25.2754, 28.419),
    (3_000_000, "low", 2, 537_500, 2_537_500, 75_000, 3_075_000, 1_537_500, 16.3536, None),
    (3_000_000, "high", 2, 582_500, 2_582_500, 165_000, 3_165_000, 1_582_500, 35.9518, None),
]


@pytest.mark.parametrize("vector", VECTORS)
def test_pay_later_vectors(policy, vector):
    amount, terms, prepay, first, last, charge, total, average, apr, yearly = vector
    quote = build_quote(policy, amount, terms, FUNDED, prepay_month=prepay)
    payments = [i.payment_cents for i in quote.schedule.instalments]
    assert (payments[0], payments[-1]) == (first, last)
    assert (quote.finance_charge_cents, quote.total_cents) == (charge, total)
    assert quote.average_month_cents == average
    assert round(quote.apr, 4) == apr
    assert yearly is None or round(quote.effective_annual_rate, 3) == yearly


@pytest.mark.parametrize(
    ("rates", "first", "last", "charge", "apr"),
    [
        ([0.015] * 2 + [0.01] * 4, 181_667, 176_667, 70_000, 23.7475),
        ([0.10] * 2 + [0.01] * 4, 266_667, 176_667, 240_000, 86.0513),
        ([0.03] * 6 + [0.01] * 6, 113_333, 93_333, 240_000, 43.8105),
    ],
)
def test_kabbage_vectors(policy, rates, first, last, charge, apr):
    quote = build_quote(policy, 1_000_000, rates, FUNDED)
    payments = [i.payment_cents for i in quote.schedule.instalments]
    assert quote.finance_charge_cents == charge
    assert (payments[0], payments[-1]) == (first, last)
    assert round(quote.apr, 4) == apr


def test_a_month_without_a_payment_counts_for_nothing(policy):
    tiny = replace(policy, limit=replace(policy.limit, minimum_cents=1))
    quote = build_quote(tiny, 1, [0.0, 0.0, 0.5], FUNDED)
    assert [i.payment_cents for i in quote.schedule.instalments] == [0, 1, 1]
    assert round(quote.apr, 4) == 389.6615
    assert compare_ways(quote, tiny).break_evens[0].extra_cents == 1


def test_json_shape(policy):
    quote = build_quote(policy, 3_000_000, "low", FUNDED, prepay_month=2)
    assert json.loads(json.dumps(quote.to_json())) == {
        "decision": "quote",
        "limit": 150000.0,
        "tier": "low",
        "monthly_rates": [0.0125, 0.0125, 0.0025, 0.0025, 0.0025, 0.0025],
        "schedule": [
            {
                "number": 1,
                "due_on": "2026-02-28",
                "principal": 5000.0,
                "fee": 375.0,
                "payment": 5375.0,
            },
            {
                "number": 2,
                "due_on": "2026-03-31",
                "principal": 25000.0,
                "fee": 375.0,
                "payment": 25375.0,
            },
        ],
        "finance_charge": 750.0,
        "total": 30750.0,
        "apr": 16.3536,
        "effective_annual_rate": 17.6368,
        "average_month": 15375.0,
        "amount": 30000.0,
        "currency": "USD",
        "reasons": [],
    }


@given(amount=st.integers(50_000, 15_000_000), tier=st.sampled_from(["low", "mid", "high"]))
def test_apr_does_not_depend_on_the_amount_beyond_rounding(policy, amount, tier):
    quote = build_quote(policy, amount, tier, FUNDED)
    reference = build_quote(policy, 3_000_000, tier, FUNDED)
    assert quote.apr == pytest.approx(reference.apr, abs=0.05)


@pytest.mark.parametrize(
    ("text", "cents"),
    [("30000", 3_000_000), (" 500 ", 50_000), ("1234.56", 123_456), ("3e4", 3_000_000)],
)
def test_amounts_as_written(policy, text, cents):
    assert parse_amount(text, policy) == cents


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0", "above 0"),
        ("-5", "above 0"),
        ("nan", "not an amount"),
        ("inf", "not an amount"),
        ("abc", "not an amount"),
        ("", "not an amount"),
        ("30,000", "not an amount"),
        ("1000.001", "two decimals"),
        ("500.00000000000000000000000000000001", "two decimals"),
        ("150000.01", "cap"),
        ("1e999999", "cap"),
        ("499.99", "smallest"),
        ("1e-400", "decimals|smallest"),
    ],
)
def test_amounts_that_are_refused(policy, text, words):
    with pytest.raises(Refused, match=words) as refusal:
        parse_amount(text, policy)
    assert "\n" not in str(refusal.value)


def test_unknown_tier(policy):
    with pytest.raises(Refused, match="choose one of low, mid, high"):
        build_quote(policy, 3_000_000, "gold", FUNDED)


@pytest.mark.parametrize("amount", [0, -1, 49_999, 15_000_001])
def test_amounts_in_cents_are_checked_too(policy, amount):
    with pytest.raises(Refused):
        build_quote(policy, amount, "low", FUNDED)
