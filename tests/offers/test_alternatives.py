"""Ways to pay one order: costs as the policy says, cash to the cent, and what cash must earn."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.offers import build_quote, compare_ways

FUNDED = date(2026, 1, 31)


@pytest.fixture
def low(policy):
    return compare_ways(build_quote(policy, 3_000_000, "low", FUNDED), policy)


def test_every_way_and_its_cost(low):
    assert [(way.name, way.low_cost_cents, way.high_cost_cents) for way in low.ways] == [
        ("Pay Later, low tier", 105_000, 105_000),
        ("Cash now", 0, 0),
        ("Electronic check", 1_500, 1_500),
        ("Wire transfer", 2_000, 8_000),
        ("Card", 88_500, 88_500),
        ("Pay Later, mid tier", 180_000, 180_000),
        ("Pay Later, high tier", 255_000, 255_000),
    ]
    assert low.offered.is_offered
    assert [way.name for way in low.at_once][-1] == "Card"


def test_cash_leaves_month_by_month_to_the_cent(low):
    assert [(flow.month, flow.on.isoformat(), flow.cents) for flow in low.offered.flows] == [
        (1, "2026-02-28", 537_500),
        (2, "2026-03-31", 537_500),
        (3, "2026-04-30", 507_500),
        (4, "2026-05-31", 507_500),
        (5, "2026-06-30", 507_500),
        (6, "2026-07-31", 507_500),
    ]
    card = low.at_once[-1]
    assert [(flow.month, flow.on, flow.cents) for flow in card.flows] == [(0, FUNDED, 3_088_500)]
    assert [month for month, _ in low.months()] == [0, 1, 2, 3, 4, 5, 6]


def test_break_even_against_cash_is_the_effective_rate(low, policy):
    found = {item.against: item for item in low.break_evens}
    quote = build_quote(policy, 3_000_000, "low", FUNDED)
    assert found["Cash now"].extra_cents == 105_000
    assert found["Cash now"].yearly_return == pytest.approx(quote.effective_annual_rate)
    assert round(found["Cash now"].yearly_return, 3) == 12.724
    assert found["Wire transfer"].extra_cents == 103_000
    assert found["Card"].extra_cents == 16_500
    assert found["Card"].yearly_return == pytest.approx(1.8656, abs=1e-4)


def test_the_order_stays_three_and_a_half_months_on_average(low):
    assert low.kept_months == 3.5


def test_pay_later_that_costs_less_wins_at_any_return(policy):
    found = compare_ways(build_quote(policy, 3_000_000, [0.001] * 6, FUNDED), policy)
    card = next(item for item in found.break_evens if item.against == "Card")
    assert (card.extra_cents, card.yearly_return) == (18_000 - 88_500, None)
    assert [way.name for way in found.ways if way.tier] == [
        "Pay Later, low tier",
        "Pay Later, mid tier",
        "Pay Later, high tier",
    ]


@given(amount=st.integers(50_000, 15_000_000), tier=st.sampled_from(["low", "mid", "high"]))
def test_cash_earning_the_break_even_just_pays_the_later_payments(policy, amount, tier):
    found = compare_ways(build_quote(policy, amount, tier, FUNDED), policy)
    for way in found.ways:
        assert way.total_cents == amount + way.low_cost_cents
    for now, item in zip(found.ways[1:5], found.break_evens, strict=True):
        assert item.extra_cents == found.offered.total_cents - now.total_cents
        if item.yearly_return is not None:
            left = float(now.total_cents)
            monthly = (1 + item.yearly_return / 100) ** (1 / 12)
            for flow in found.offered.flows:
                left = left * monthly - flow.cents
            assert abs(left) < 1
