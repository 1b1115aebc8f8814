"""The tab Returns: what the loans earned after funding, servicing and losses, by segment."""

from datetime import date
from functools import partial

import streamlit as st

from dashboard import columns, formats, page, states
from dashboard.charts.returns import SegmentMark, by_segment, profit_bridge
from dashboard.findings import returns as findings
from dashboard.loan_links import months_from, opens_loans
from dashboard.panels.portfolio_flows import show_flows
from dashboard.queries import policy, returns, version
from pipelines.portfolio.loan_list import LoanFilter
from pipelines.portfolio.returns import SegmentReturn

DIMENSIONS = {
    "Grade": "grade",
    "Tier": "tier",
    "Vintage": "vintage",
    "Industry": "industry",
    "Region": "region",
    "Loan number": "loan number",
}
LIFE, YEAR = "Whole life", "Last twelve months"


def show_returns(version_id: str) -> None:
    """Fees less funding, servicing and losses: of the book, and of each of its segments."""
    with st.container(horizontal=True):
        chosen = st.segmented_control(
            "By", list(DIMENSIONS), default="Grade", required=True,
            key="return-by", bind="query-params",
        )  # fmt: skip
        period = st.segmented_control(
            "Over", [LIFE, YEAR], default=LIFE, required=True,
            key="return-over", bind="query-params",
        )  # fmt: skip
    currency, whole_life = version().book.currency, period == LIFE
    found = returns.returns(version_id, whole_life=whole_life)
    book = returns.book_of(found)
    if book is None:
        states.no_data("returns", "No loan has been funded.")
        return
    segments = returns.along(found, DIMENSIONS[chosen])
    named = [(returns.label(one, policy()), one) for one in segments]
    sentence = findings.earned(book, currency, whole_life=whole_life)
    page.finding(sentence, findings.apart(_final(chosen, named), book))
    _show_bridge(book, currency, sentence)
    if book.rate is not None:
        _show_segments(chosen, named, book, currency, whole_life=whole_life)
    show_flows(version_id)


def _show_bridge(book: SegmentReturn, currency: str, sentence: str) -> None:
    steps = [
        ("Fees paid", book.fees_cents),
        ("Funding", -book.funding_cents),
        ("Servicing", -book.servicing_cents),
        ("Charged off", -book.net_charge_off_cents),
        ("Expected loss", -book.expected_loss_cents),
    ]
    shown = [step for step in steps if step[0] != "Expected loss" or step[1]]
    economics = policy().economics
    page.chart(
        "From fees to profit",
        profit_bridge(shown, currency),
        returns.table([book], policy()),
        alt=sentence,
        name="return-bridge",
    ).caption(
        f"Funding {formats.rate(economics.funding_rate)} a year on each month's mean balance, "
        f"servicing {formats.rate(economics.servicing_share, 2)} of what was lent, both by the "
        "policy. Charge-offs are less recoveries."
    )


def _show_segments(
    chosen: str,
    named: list[tuple[str, SegmentReturn]],
    book: SegmentReturn,
    currency: str,
    *,
    whole_life: bool,
) -> None:
    rows = returns.table([one for _, one in named], policy())
    marks = [
        SegmentMark(
            key=one.segment,
            name=name,
            rate=one.rate or 0.0,
            interval=one.interval,
            loans=one.loans,
            profit=formats.money(one.profit_cents, currency),
            is_open=one.expected_loss_cents > 0,
        )
        for name, one in named
    ]
    sentence = findings.apart(_final(chosen, named), book)
    page.chart(
        f"Return a year by {chosen.lower()}",
        by_segment(marks, book.rate or 0.0),
        rows,
        alt=sentence,
        name="return-segments",
        on_select=opens_loans("return-segments", partial(_loans_of, DIMENSIONS[chosen])),
    ).caption(_read_as(whole_life=whole_life))
    page.table(rows, _columns(chosen, currency), alt=f"Returns by {chosen.lower()}")


def _final(chosen: str, named: list[tuple[str, SegmentReturn]]) -> list[tuple[str, SegmentReturn]]:
    """The segments that may be held against the book: of vintages, those without open loans."""
    return [one for one in named if chosen != "Vintage" or not one[1].expected_loss_cents]


def _loans_of(dimension: str, key: str) -> LoanFilter | None:
    """All loans funded in a segment; None for what no list of loans is filtered by."""
    if dimension == "vintage":
        first, before = months_from(date.fromisoformat(key), 3)
        return LoanFilter(scope="funded", funded_from=first, funded_before=before)
    if dimension == "grade":
        return LoanFilter(scope="funded", grade=key)
    if dimension == "industry":
        return LoanFilter(scope="funded", industry=key)
    return LoanFilter(scope="funded", region=key) if dimension == "region" else None


def _read_as(*, whole_life: bool) -> str:
    text = (
        "Profit a year over the mean balance, with 95 % intervals over merchants; segments of "
        "fewer than ten merchants have none. "
    )
    if whole_life:
        return (
            f"{text}Hollow: there are open loans, whose expected loss is deducted and whose fees "
            "to come are not counted; young vintages look worse than they will."
        )
    return f"{text}As realised in these months; what open loans may lose is not deducted."


def _columns(chosen: str, currency: str) -> dict[str, columns.Column]:
    return {
        "segment": columns.text(chosen, pinned=True),
        "loans": columns.count("Loans"),
        "originated_cents": columns.money("Lent", currency),
        "fees_cents": columns.money("Fees paid", currency),
        "funding_cents": columns.money("Funding", currency),
        "servicing_cents": columns.money("Servicing", currency),
        "net_charge_off_cents": columns.money("Net charge-off", currency),
        "expected_loss_cents": columns.money("Expected loss", currency),
        "profit_cents": columns.money("Profit", currency),
        "return": columns.rate("Return a year"),
        "low": columns.rate("From"),
        "high": columns.rate("To"),
    }
