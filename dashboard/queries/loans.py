"""The loans behind a figure, cached by version and filter."""

import pandas as pd
import streamlit as st

from dashboard.queries.store import history, read, settings, still_at
from pipelines.portfolio.loan_list import (
    MOST_ROWS,
    ListedLoan,
    LoanFilter,
    LoanTotals,
    loan_list,
    loan_totals,
)

PAGE = 200


def totals(version_id: str, chosen: LoanFilter) -> LoanTotals:
    """What the loans that the filter lets through add up to."""
    return _totals(str(settings().store), version_id, chosen)


@st.cache_data(show_spinner=False, max_entries=256)
def _totals(store: str, version_id: str, chosen: LoanFilter) -> LoanTotals:
    found = loan_totals(history(), chosen)
    still_at(version_id, history())
    return found


def rows(version_id: str, chosen: LoanFilter, number: int) -> pd.DataFrame:
    """One page of the loans, counted from 1, as a table."""
    return _rows(str(settings().store), version_id, chosen, PAGE, (number - 1) * PAGE)


def first_rows(version_id: str, chosen: LoanFilter) -> pd.DataFrame:
    """The loans to download, as many as one file holds."""
    return _rows(str(settings().store), version_id, chosen, MOST_ROWS, 0)


@st.cache_data(show_spinner=False, max_entries=64, max_size="128MB")
def _rows(store: str, version_id: str, chosen: LoanFilter, limit: int, offset: int) -> pd.DataFrame:
    found = loan_list(history(), chosen, limit=limit, offset=offset)
    still_at(version_id, history())
    return pd.DataFrame(found, columns=list(ListedLoan.__dataclass_fields__))


def choices(version_id: str) -> dict[str, list[str]]:
    """What each filter can be set to, by its field, from all loans of the book."""
    found = read("portfolio_loan_choices", version_id)
    return {str(name): list(part["value"]) for name, part in found.groupby("field", sort=False)}
