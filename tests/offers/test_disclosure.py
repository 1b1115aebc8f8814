"""Disclosures recompute from the schedule, and the sheet says whom it is for and for how long."""

import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.errors import Refused
from pipelines.loans import is_irregular, within_tolerance
from pipelines.offers import (
    SheetHeader,
    build_quote,
    california_disclosure,
    disclosure_html,
    disclosure_pdf,
    new_york_disclosure,
    prepayments,
)

FUNDED = date(2026, 1, 15)
HEADER = SheetHeader("Test book", False, FUNDED, 24, "Shop <One> & Co", "2-abc")


@pytest.fixture
def low(policy):
    return build_quote(policy, 3_000_000, "low", FUNDED)


@pytest.mark.parametrize("disclosure", [california_disclosure, new_york_disclosure])
def test_figures(low, disclosure):
    rows = {row.label: row.value for row in disclosure(low)}
    assert rows["Funding Provided"] == "USD 30,000.00"
    assert rows["Annual Percentage Rate (APR)"] == "12.04 %"
    assert rows["Finance Charge"] == "USD 1,050.00"
    assert rows["Total Payment Amount"] == "USD 31,050.00"
    assert rows["Payment"] == "USD 5,375.00/month (2 times), then USD 5,075.00/month (4 times)"
    assert rows["Term"] == "181 days"


def test_rows_of_each_state(low):
    california = [row.label for row in california_disclosure(low)]
    assert california == [
        "Funding Provided",
        "Annual Percentage Rate (APR)",
        "Finance Charge",
        "Total Payment Amount",
        "Payment",
        "Term",
        "Prepayment",
        "Prepayment",
    ]
    new_york = [row.label for row in new_york_disclosure(low)]
    assert new_york == [*california, "Collateral Requirements", "Avoidable Fees and Charges"]


def test_a_term_beyond_a_year_is_told_in_years_and_months(policy):
    quote = build_quote(policy, 3_000_000, [0.01] * 18, FUNDED)
    assert california_disclosure(quote)[5].value == "1 years and 6 months"


def test_prepayment_in_dollars_and_apr(low):
    found = prepayments(low)
    assert [early.month for early in found] == [1, 2, 3, 4, 5]
    second = found[1]
    assert (second.total_cents, second.finance_charge_cents) == (3_075_000, 75_000)
    assert (second.saved_cents, second.on) == (30_000, date(2026, 3, 15))
    assert round(second.apr, 2) == 16.35


@settings(max_examples=25)
@given(amount=st.integers(50_000, 15_000_000), tier=st.sampled_from(["low", "mid", "high"]))
def test_the_sheet_recomputes_and_its_apr_is_within_tolerance(policy, amount, tier):
    quote = build_quote(policy, amount, tier, FUNDED)
    rows = {row.label: row.value for row in california_disclosure(quote)}
    shown = float(rows["Annual Percentage Rate (APR)"].removesuffix(" %"))
    payments = [item.payment_cents for item in quote.schedule.instalments]
    assert is_irregular(payments)
    assert within_tolerance(shown, quote.apr)
    assert within_tolerance(shown, quote.apr, irregular=True, rule="california")
    total = rows["Total Payment Amount"].removeprefix("USD ").replace(",", "")
    assert round(float(total) * 100) == sum(payments)
    early = prepayments(quote)
    assert [item.saved_cents for item in early] == sorted(
        (item.saved_cents for item in early), reverse=True
    )
    assert early[0].apr > quote.apr


@pytest.mark.parametrize("disclosure", [california_disclosure, new_york_disclosure])
def test_a_quote_paid_off_early_is_not_disclosed(low, disclosure):
    with pytest.raises(Refused, match="states the full term"):
        disclosure(low.prepaid(2))


@pytest.mark.parametrize(("state", "rows"), [("california", 8), ("new-york", 10)])
def test_the_sheet_is_one_page_that_loads_nothing(low, state, rows):
    html = disclosure_html(low, state, HEADER)
    assert len(re.findall(r'<th scope="row">', html)) == rows
    assert "For Shop &lt;One&gt; &amp; Co. Test book." in html
    assert "Offered on 2026-01-15, valid for 24 hours." in html
    assert "All amounts in USD." in html
    assert "16.35 %" in html
    assert "Policy 2-abc." in html
    assert "Synthetic" not in html
    assert not re.search(r"https?://|src=|url\(|<script|@import|\$[a-z]", html)


def test_a_synthetic_book_says_so_and_a_moment_gives_the_end(low):
    header = SheetHeader("Demo", True, datetime(2026, 1, 15, 9, 30), 24)
    html = disclosure_html(low, "california", header)
    assert "Synthetic data" in html
    assert "valid until 2026-01-16 09:30 UTC" in html


def test_a_state_without_a_form(low):
    with pytest.raises(Refused, match="choose one of california, new-york"):
        disclosure_html(low, "texas", HEADER)


def test_the_pdf_is_one_page(low):
    weasyprint = pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
    sheet = disclosure_html(low, "new-york", replace(HEADER, is_synthetic=True))
    pdf = disclosure_pdf(sheet)
    assert pdf.startswith(b"%PDF-")
    assert len(weasyprint.HTML(string=sheet).render().pages) == 1


def test_a_pdf_without_its_libraries_is_refused(low, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    with pytest.raises(Refused, match="take the HTML"):
        disclosure_pdf(disclosure_html(low, "california", HEADER))
