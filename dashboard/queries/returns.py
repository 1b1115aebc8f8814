"""What the tab Returns asks: what every segment of the loans earned."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from dashboard import formats
from dashboard.queries.store import history, policy, settings, still_at
from dashboard.values import named
from pipelines.offers import Policy
from pipelines.portfolio.loss import open_loans
from pipelines.portfolio.loss.open_loans import last_month_end
from pipelines.portfolio.panel import month_end_after
from pipelines.portfolio.returns import SegmentReturn, returns_by_segment

MONTHS_BACK = 12


def returns(version_id: str, *, whole_life: bool) -> tuple[SegmentReturn, ...]:
    """Every segment over the loans' lives, or as realised in the last twelve months."""
    return _returns(str(settings().store), version_id, policy().version, whole_life)


@st.cache_data(show_spinner=False, max_entries=16)
def _returns(
    store: str, version_id: str, policy_version: str, whole_life: bool
) -> tuple[SegmentReturn, ...]:
    reader, rules = history(), policy()
    last = last_month_end(reader)
    after = None if whole_life or last is None else month_end_after(last, -MONTHS_BACK)
    found = returns_by_segment(reader, rules, open_loans(reader, rules), after=after)
    still_at(version_id, reader)
    return found


def book_of(found: Sequence[SegmentReturn]) -> SegmentReturn | None:
    """The book as one segment; None without loans."""
    return next((one for one in found if one.dimension == "book"), None)


def along(found: Sequence[SegmentReturn], dimension: str) -> list[SegmentReturn]:
    """The segments of a dimension that ever owed something, in their own order or best first."""
    shown = [one for one in found if one.dimension == dimension and one.rate is not None]
    if dimension in ("industry", "region"):
        return sorted(shown, key=lambda one: -(one.rate or 0.0))
    return sorted(shown, key=lambda one: one.segment)


def label(one: SegmentReturn, rules: Policy) -> str:
    """A segment as the page writes it: `Tier mid`, `2024 Q3`, `Second loan`."""
    if one.dimension == "tier":
        fees = float(one.segment)
        tier = next((t for t in rules.tiers if abs(sum(t.monthly_rates) - fees) < 1e-6), None)
        return f"{named(tier.name) if tier else 'Other'} ({formats.rate(fees)} fees)"
    if one.dimension == "vintage":
        first = date.fromisoformat(one.segment)
        return f"{first.year} Q{(first.month + 2) // 3}"
    if one.dimension == "grade":
        return f"Grade {one.segment}" if len(one.segment) == 1 else named(one.segment)
    if one.dimension == "loan number":
        return {"1": "First loan", "2": "Second loan"}.get(one.segment, "Third or later")
    return named(one.segment)


def table(found: Sequence[SegmentReturn], rules: Policy) -> pd.DataFrame:
    """One row per segment with its amounts, its return and the interval."""
    return pd.DataFrame(
        [
            {
                "segment": label(one, rules),
                "loans": one.loans,
                "originated_cents": one.originated_cents,
                "fees_cents": one.fees_cents,
                "funding_cents": one.funding_cents,
                "servicing_cents": one.servicing_cents,
                "net_charge_off_cents": one.net_charge_off_cents,
                "expected_loss_cents": one.expected_loss_cents,
                "profit_cents": one.profit_cents,
                "return": one.rate,
                "low": one.interval[0] if one.interval else None,
                "high": one.interval[1] if one.interval else None,
            }
            for one in found
        ]
    )
