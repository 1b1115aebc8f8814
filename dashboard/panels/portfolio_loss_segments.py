"""Expected loss by grade, status, industry, region or funding month."""

from datetime import date

import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.segment_loss import segment_loss
from dashboard.findings import loss as says
from dashboard.glossary import term
from dashboard.loan_links import CLICK, months_from, opens_loans
from dashboard.queries import loss, portfolio
from pipelines.portfolio.loan_list import LoanFilter
from pipelines.portfolio.loss import SegmentLoss

DIMENSIONS = {
    "Grade": "grade",
    "Days past due": "status",
    "Industry": "industry",
    "Region": "region",
    "Funding month": "vintage",
}
ORDER = {"status": ("current", "1-29", "30-59", "60-89", "90+")}
RANKED = ("industry", "region")
FIRST = 12


def show_segments(version_id: str, currency: str) -> None:
    """Which loans the expected loss comes from."""
    chosen = st.segmented_control(
        "Expected loss by", list(DIMENSIONS), default="Grade", required=True, key="loss-by",
        bind="query-params",
    )  # fmt: skip
    title = chosen or "Grade"
    dimension = DIMENSIONS[title]
    rows = _ordered(loss.by_segment(version_id, dimension), dimension)
    if not rows:
        return
    names = {row.segment: _named(row.segment, dimension) for row in rows}
    sentence = says.lost_most(rows, names)
    if sentence:
        page.finding(sentence)
    page.chart(
        f"Expected loss by {title.lower()}, and as a share of the balance",
        segment_loss(rows[:FIRST], currency, names),
        portfolio.frame(rows),
        alt=sentence or "Expected loss by segment",
        name="segment-loss",
        on_select=opens_loans("segment-loss", lambda mark: _loans_of(dimension, mark)),
    ).caption(formats.markdown(_caption(rows, currency)))
    with st.expander("The segments as a table"):
        _show_rows(rows, names, title, currency)


def _caption(rows: list[SegmentLoss], currency: str) -> str:
    text = f"{term('Expected loss')} {portfolio.loss_assumption()}"
    unscored = sum(row.unscored_cents for row in rows)
    if unscored:
        text += f" {formats.money(unscored, currency)} has no PD and no expected loss here."
    if len(rows) > FIRST:
        text += f" The first {FIRST} of {len(rows)} are drawn; all are in the table."
    return f"{text} {CLICK}"


def _show_rows(rows: list[SegmentLoss], names: dict[str, str], title: str, currency: str) -> None:
    frame = portfolio.frame(rows)
    frame["loss_rate"] = [row.loss_rate for row in rows]
    frame["segment"] = [names[row.segment] for row in rows]
    page.table(
        frame,
        {
            "segment": columns.text(title, pinned=True),
            "loans": columns.count("Loans"),
            "balance_cents": columns.money("Balance", currency),
            "pd": columns.pd("Mean PD"),
            "ead_cents": columns.money("EAD", currency),
            "expected_loss_cents": columns.money("Expected loss", currency),
            "loss_rate": columns.rate("Of the balance"),
            "unscored_cents": columns.money("Without a PD", currency),
        },
        alt=f"Expected loss by {title.lower()}",
    )


def _ordered(rows: tuple[SegmentLoss, ...], dimension: str) -> list[SegmentLoss]:
    """Largest loss first by industry and region, newest first by month, else in their own order."""
    if dimension in RANKED:
        return sorted(rows, key=lambda row: -row.expected_loss_cents)
    if dimension == "vintage":
        return sorted(rows, key=lambda row: row.segment, reverse=True)
    order = ORDER.get(dimension)
    return sorted(rows, key=lambda row: order.index(row.segment)) if order else list(rows)


def _named(segment: str, dimension: str) -> str:
    if dimension == "vintage":
        return formats.month(date.fromisoformat(f"{segment}-01"))
    if dimension == "grade" and len(segment) == 1:
        return f"Grade {segment}"
    return f"{segment[:1].upper()}{segment[1:]}"


def _loans_of(dimension: str, mark: str) -> LoanFilter:
    if dimension == "vintage":
        first, after = months_from(date.fromisoformat(f"{mark}-01"), 1)
        return LoanFilter(funded_from=first, funded_before=after)
    return {
        "grade": LoanFilter(grade=mark),
        "status": LoanFilter(status=mark),
        "industry": LoanFilter(industry=mark),
        "region": LoanFilter(region=mark),
    }[dimension]
