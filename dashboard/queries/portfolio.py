"""What Overview and Portfolio ask: the portfolio's records, and what is read beside them."""

from collections import Counter
from dataclasses import asdict
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import formats
from dashboard.charts.loss_by_grade import GradeLoss
from dashboard.charts.offered_by_grade import GradeRow
from dashboard.findings.book import LateShare
from dashboard.queries import loss
from dashboard.queries.store import history, policy, read, settings, still_at
from dashboard.values import DECISIONS as WORDS
from pipelines.portfolio import (
    OfferedBook,
    PortfolioSummary,
    VintageContrast,
    portfolio_summary,
)
from pipelines.portfolio.offered import LENDING
from pipelines.store import Finding, Workbench

DECISIONS = ("approve", "counter-offer", "refer", "decline")


def summary(version_id: str) -> PortfolioSummary:
    """The portfolio of that version under the policy in force."""
    return _summary(str(settings().store), version_id, policy().version)


# Records that nobody changes are shared, not copied: a large book names every merchant in them.
@st.cache_resource(show_spinner=False, max_entries=16)
def _summary(store: str, version_id: str, policy_version: str) -> PortfolioSummary:
    reader = history()
    found = portfolio_summary(reader, policy())
    still_at(version_id, reader)
    return found


def sample(version_id: str) -> str:
    """What the two pages rest on, in words."""
    found = summary(version_id)
    scored = f"{formats.plural(found.offered.applications, 'scored application')}"
    if found.basis == "offers":
        return f"{scored}, no loans"
    return f"{formats.plural(found.open_loans, 'open loan')}, {scored}"


def is_empty(found: PortfolioSummary) -> bool:
    """Whether there is neither a loan nor an offer to speak of."""
    return not found.months and not found.offered.cells


def history_rows(found: PortfolioSummary) -> pd.DataFrame:
    """What the book's history draws: one row a month-end and status, the month's figures beside."""
    by_month = frame(found.months).drop(columns="balance_cents")
    asked = frame(found.originations).drop(columns="loans")
    rows = frame(found.statuses).merge(by_month, on="month_end", how="left")
    return rows.merge(asked, on="month_end", how="left")


def grade_rows(offered: OfferedBook) -> list[GradeRow]:
    """The offered book by grade, best first."""
    rows = []
    for grade in sorted({cell.grade for cell in offered.cells}):
        cells = [cell for cell in offered.cells if cell.grade == grade]
        applications = sum(cell.applications for cell in cells)
        rows.append(
            GradeRow(
                grade=grade,
                applications=applications,
                approved=sum(cell.applications for cell in cells if cell.decision in LENDING),
                amount_cents=sum(cell.amount_cents for cell in cells),
                expected_loss_cents=sum(cell.expected_loss_cents for cell in cells),
                mean_pd=sum(cell.mean_pd * cell.applications for cell in cells) / applications,
            )
        )
    return rows


def decisions(offered: OfferedBook) -> pd.DataFrame:
    """Applications, their share and the amount offered, by decision."""
    rows = []
    for name in DECISIONS:
        cells = [cell for cell in offered.cells if cell.decision == name]
        applications = sum(cell.applications for cell in cells)
        rows.append(
            {
                "decision": WORDS[name],
                "applications": applications,
                "share": applications / offered.applications,
                "amount_cents": sum(cell.amount_cents for cell in cells),
            }
        )
    return pd.DataFrame(rows)


def quarters_of(contrast: VintageContrast | None) -> set[date]:
    """First days of the quarters that have at least two months among the contrasted loans."""
    if contrast is None:
        return set()
    months = pd.date_range(contrast.first, contrast.last, freq="ME")
    counted = Counter(month.to_period("Q").start_time.date() for month in months)
    return {quarter for quarter, count in counted.items() if count > 1}


def months_of(contrast: VintageContrast | None) -> set[date]:
    """First days of the months whose loans are contrasted."""
    if contrast is None:
        return set()
    months = pd.date_range(contrast.first, contrast.last, freq="ME")
    return {month.to_period("M").start_time.date() for month in months}


def loss_assumption() -> str:
    """The policy's assumptions behind the expected loss, in words."""
    economics = policy().economics
    return (
        f"Assumed: LGD {formats.rate(economics.lgd, 0)}; EAD the balance a loan is expected to "
        f"owe when it defaults, {formats.rate(economics.ead_share, 0)} of the amount of an offer."
    )


def loss_by_grade(version_id: str, basis: str) -> list[GradeLoss]:
    """Exposure and expected loss by grade, of the loans or of the offers."""
    if basis == "loans":
        return [
            GradeLoss(found.segment, found.balance_cents, found.expected_loss_cents)
            for found in loss.by_segment(version_id, "grade")
        ]
    found = read("portfolio_loss_by_grade", version_id)
    return [GradeLoss(*row) for row in found.itertuples(index=False)]


def late_by_industry(version_id: str) -> list[LateShare]:
    """What is owed and what of it is late, by industry, most late first."""
    found = read("overview_late_by_industry", version_id)
    return [LateShare(*row) for row in found.itertuples(index=False)]


def referred(version_id: str) -> tuple[int, int]:
    """How many applications wait for a person, and what they ask for in cents."""
    row = read("overview_referred", version_id).iloc[0]
    return int(row["applications"]), int(row["requested_cents"])


def serious_findings() -> list[Finding]:
    """Findings of high severity that a reviewer has recorded."""
    if not settings().workbench.exists():
        return []
    return [found for found in Workbench(settings()).findings() if found.severity == "high"]


def frame(records: Any) -> pd.DataFrame:
    """Records as rows, for a table or a download."""
    return pd.DataFrame([asdict(record) for record in records])
