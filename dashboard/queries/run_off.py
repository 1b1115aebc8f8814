"""What the tab Run-off asks: the cash to come, the funding need and the back-test."""

import pandas as pd
import streamlit as st

from dashboard.queries.store import history, policy, settings, still_at
from pipelines.portfolio.run_off import (
    FundingNeed,
    RunOff,
    RunOffBackTest,
    funding_need,
    run_off,
    run_off_back_test,
)

RunOffView = tuple[RunOff, FundingNeed, RunOffBackTest | None]


def run_off_view(version_id: str) -> RunOffView | None:
    """The run-off of the last month-end, its funding need and its back-test; None without loans."""
    return _run_off_view(str(settings().store), version_id, policy().version)


@st.cache_data(show_spinner=False, max_entries=16)
def _run_off_view(store: str, version_id: str, policy_version: str) -> RunOffView | None:
    reader = history()
    found = run_off(reader, policy())
    if found is None:
        return None
    view = found, funding_need(reader, found), run_off_back_test(reader, policy())
    still_at(version_id, reader)
    return view


def paths(need: FundingNeed) -> pd.DataFrame:
    """One row per pace and month ahead."""
    return pd.DataFrame(
        [
            {
                "pace": path.pace,
                "month_end": month.month_end,
                "lent_cents": month.lent_cents,
                "from_open_loans_cents": month.from_open_loans_cents,
                "from_new_loans_cents": month.from_new_loans_cents,
                "need_cents": month.need_cents,
            }
            for path in need.paths
            for month in path.months
        ]
    )


def tested(found: RunOffBackTest) -> pd.DataFrame:
    """One row per month since: expected, bad and good year, and paid, in cents."""
    names = ["month_end", "expected_cents", "low_cents", "high_cents", "paid_cents"]
    return pd.DataFrame(list(found.months), columns=names)
