"""Disclosures recompute from the schedule; alternatives cost what the policy says."""

from datetime import date

import pytest

from pipelines.offers import (
    alternatives,
    build_quote,
    california_disclosure,
    new_york_disclosure,
)

FUNDED = date(2026, 1, 15)


@pytest.fixture
def low(policy):
    return build_quote(policy, 3_000_000, "low", FUNDED)


@pytest.mark.parametrize("disclosure", [california_disclosure, new_york_disclosure])
def test_figures(low, disclosure):
    rows = {row.label: row.value for row in disclosure(low)}
    assert rows["Annual percentage rate (APR)"] == "12.04 %"
    assert rows["Finance charge"] == "USD 1,050.00"
    assert rows["Total payment amount"] == "USD 31,050.00"
    assert rows["Payments"].startswith("USD 5,375.00, USD 5,375.00, USD 5,075.00")
    assert rows["Term"] == "6 months"
    assert rows["Prepayment in month 2"] == "USD 30,750.00 in all, APR 16.35 %"
    assert rows["Collateral"] == "None"


def test_first_row_is_what_the_supplier_gets(low):
    assert california_disclosure(low)[0].value == "USD 30,000.00"
    assert new_york_disclosure(low)[0].value == "USD 30,000.00"


def test_prepayment_names_the_fees_avoided(low):
    rows = {row.label: row.explanation for row in california_disclosure(low)}
    assert "USD 300.00 of later fees is avoided" in rows["Prepayment in month 2"]
    assert "Prepayment in month 6" not in rows


@pytest.mark.parametrize("tier", ["low", "mid", "high"])
def test_shown_apr_is_within_an_eighth_of_a_point(policy, tier):
    quote = build_quote(policy, 1_234_567, tier, FUNDED)
    shown = california_disclosure(quote)[1].value.removesuffix(" %")
    assert abs(float(shown) - quote.apr) <= 0.125


def test_alternatives(policy, low):
    found = {way.name: way for way in alternatives(low, policy.alternatives)}
    assert found["Pay Later"].low_cost_cents == 105_000
    assert found["Pay Later"].months == 6
    assert found["Card"].low_cost_cents == 88_500
    assert found["Electronic check"].high_cost_cents == 1_500
    wire = found["Wire transfer"]
    assert (wire.low_cost_cents, wire.high_cost_cents) == (2_000, 8_000)
