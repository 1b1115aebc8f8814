"""What the tab Concentration asks: exposures, their history, the map and the limits."""

from pathlib import Path

import streamlit as st

from dashboard.queries.store import history, policy, settings, still_at
from pipelines.portfolio import (
    BookLimits,
    ConcentrationMonth,
    LimitState,
    MapCell,
    concentration_months,
    industry_region,
    limit_states,
    load_book_limits,
)


def limits() -> BookLimits:
    """The limits of the book in force, read again when their file changes."""
    path = settings().portfolio_limits
    return _limits(str(path), path.stat().st_mtime_ns if path.exists() else 0)


@st.cache_resource(show_spinner=False, max_entries=4)
def _limits(path: str, changed_ns: int) -> BookLimits:
    return load_book_limits(Path(path))


def states(version_id: str) -> tuple[LimitState, ...]:
    """Every limit of policy and book with its headroom, the most pressing first."""
    return _states(str(settings().store), version_id, policy().version, limits().version)


@st.cache_data(show_spinner=False, max_entries=16)
def _states(
    store: str, version_id: str, policy_version: str, limits_version: str
) -> tuple[LimitState, ...]:
    reader = history()
    found = limit_states(reader, policy(), limits())
    still_at(version_id, reader)
    return found


def months(version_id: str) -> tuple[ConcentrationMonth, ...]:
    """The concentration of the balance at each month-end, oldest first."""
    return _months(str(settings().store), version_id)


@st.cache_data(show_spinner=False, max_entries=16)
def _months(store: str, version_id: str) -> tuple[ConcentrationMonth, ...]:
    reader = history()
    found = concentration_months(reader)
    still_at(version_id, reader)
    return found


def cells(version_id: str) -> tuple[MapCell, ...]:
    """What each industry owes in each region, largest first."""
    return _cells(str(settings().store), version_id)


@st.cache_data(show_spinner=False, max_entries=16)
def _cells(store: str, version_id: str) -> tuple[MapCell, ...]:
    reader = history()
    found = industry_region(reader)
    still_at(version_id, reader)
    return found
