"""What the tab "Merchants" asks: who comes back, what is taken up, what merchants buy."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.charts.borrowing import ORDINALS
from dashboard.charts.take_up import NAMES
from dashboard.queries.store import history, settings, still_at
from pipelines.portfolio.rates import (
    LoanNumber,
    ProgrammeEffect,
    TakeUp,
    programme_effect,
    repeat_borrowing,
    take_up,
    take_up_share,
)

YEAR = 12


@dataclass(frozen=True)
class Merchants:
    """Everything the tab draws; `effect` is None where purchases or a match are missing."""

    numbers: tuple[LoanNumber, ...]
    applications: tuple[TakeUp, ...]
    effect: ProgrammeEffect | None


def merchants(version_id: str) -> Merchants:
    """The merchants of that version of the book."""
    return _merchants(str(settings().store), version_id)


@st.cache_data(show_spinner=False, max_entries=8)
def _merchants(store: str, version_id: str) -> Merchants:
    reader = history()
    found = Merchants(repeat_borrowing(reader), take_up(reader), programme_effect(reader))
    still_at(version_id, reader)
    return found


def number_rows(numbers: Sequence[LoanNumber]) -> pd.DataFrame:
    """One row a number of the loan among its merchant's."""
    rows = []
    for number in numbers:
        again, rate = number.again_by(YEAR), number.default_rate
        rows.append(
            {
                "loan": ORDINALS[number.number],
                "loans": number.loans,
                "followed": number.followed,
                "again_in_a_year": again and again.share,
                "again_low": again and again.low,
                "again_high": again and again.high,
                "median_months": number.median_months,
                "judged": number.judged,
                "defaulted": number.defaulted,
                "default_rate": rate and rate.estimate,
                "low": rate and rate.low,
                "high": rate and rate.high,
            }
        )
    return pd.DataFrame(rows)


def return_rows(numbers: Sequence[LoanNumber]) -> pd.DataFrame:
    """One row a number of the loan and month since it."""
    return pd.DataFrame(
        [
            {
                "loan": ORDINALS[number.number],
                "months": step.time,
                "at_risk": step.at_risk,
                "came_back": step.events,
                "share": step.share,
                "low": step.low,
                "high": step.high,
            }
            for number in numbers
            for step in number.again
        ]
    )


def take_up_rows(rows: Sequence[TakeUp]) -> pd.DataFrame:
    """One row a quarter of application: how many, approved, and funded of these and others."""
    found = []
    for quarter in sorted({row.quarter for row in rows}, reverse=True):
        share = take_up_share(rows, quarter=quarter)
        found.append(
            {
                "quarter": quarter,
                "applications": share.applications,
                "approved": share.approved,
                "approval": share.approval and share.approval.estimate,
                "approved_funded": share.approved_funded,
                "take_up": share.rate and share.rate.estimate,
                "low": share.rate and share.rate.low,
                "high": share.rate and share.rate.high,
                "other_funded": share.other_funded,
            }
        )
    return pd.DataFrame(found)


def decision_rows(rows: Sequence[TakeUp]) -> pd.DataFrame:
    """One row a quarter and decision; amounts in cents."""
    return pd.DataFrame(
        [
            {
                "quarter": row.quarter,
                "decision": NAMES[row.decision],
                "applications": row.applications,
                "funded": row.funded,
                "asked_cents": row.asked_cents,
                "offered_cents": row.offered_cents,
                "funded_cents": row.funded_cents,
            }
            for row in rows
        ]
    )


def effect_rows(effect: ProgrammeEffect) -> pd.DataFrame:
    """One row a month relative to the first loan; cents a merchant."""
    return pd.DataFrame(
        [
            {
                "month": point.step,
                "all_cents": point.bought.estimate,
                "all_low_cents": point.bought.low,
                "all_high_cents": point.bought.high,
                "unfinanced_cents": point.own.estimate,
                "unfinanced_low_cents": point.own.low,
                "unfinanced_high_cents": point.own.high,
            }
            for point in effect.points
        ]
    )
