"""What the Loss tab asks: the open loans with what each may lose, and what is read off them."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.queries.store import history, policy, settings, still_at
from pipelines.portfolio.loss import (
    AllowanceMovement,
    LossBook,
    SegmentLoss,
    TermStructure,
    expected_loss_by,
    loss_book,
)


def book(version_id: str) -> LossBook | None:
    """All that the tab draws of that version; shared, so not to be changed."""
    return _book(str(settings().store), version_id, policy().version)


@st.cache_resource(show_spinner=False, max_entries=4)
def _book(store: str, version_id: str, policy_version: str) -> LossBook | None:
    reader = history()
    found = loss_book(reader, policy())
    still_at(version_id, reader)
    return found


def by_segment(version_id: str, dimension: str) -> tuple[SegmentLoss, ...]:
    """Expected loss by grade, status, industry, region or vintage; none without loans."""
    found = book(version_id)
    return expected_loss_by(found.loans, dimension) if found else ()


def movement_rows(found: AllowanceMovement, names: dict[str, str]) -> pd.DataFrame:
    """Opening, one row a line and closing, in cents, in all and by stage."""
    rows: Sequence[tuple[str, tuple[int, ...]]] = (
        ("Opening", found.opening),
        *((names[line.name], line.stage_cents) for line in found.lines),
        ("Closing", found.closing),
    )
    return pd.DataFrame(
        [
            {"line": name, "cents": sum(cents)}
            | {f"stage_{stage}": part for stage, part in enumerate(cents, 1)}
            for name, cents in rows
        ]
    )


def hazard_rows(found: TermStructure) -> pd.DataFrame:
    """One row a month of the term: loans at risk, defaults, hazard with bounds, timing."""
    return pd.DataFrame(
        [
            {
                "month": month.month,
                "at_risk": month.at_risk,
                "defaults": month.defaults,
                "hazard": month.hazard and month.hazard.estimate,
                "low": month.hazard and month.hazard.low,
                "high": month.hazard and month.hazard.high,
                "share_of_defaults": month.share,
                "policy_share": month.policy_share,
            }
            for month in found.months
        ]
    )


def status_rows(found: TermStructure) -> pd.DataFrame:
    """One row a status: loan-months, those that went on to default, their share with bounds."""
    return pd.DataFrame(
        [
            {
                "status": status.status,
                "loan_months": status.loans,
                "defaults": status.defaults,
                "share": status.rate and status.rate.estimate,
                "low": status.rate and status.rate.low,
                "high": status.rate and status.rate.high,
            }
            for status in found.statuses
        ]
    )
