"""What changed in the book since the month-end before, cached by version and policy."""

import streamlit as st

from dashboard.queries import portfolio
from dashboard.queries.store import history, policy, settings, still_at
from pipelines.portfolio.changes import BookChanges, book_changes


def changes(version_id: str) -> BookChanges | None:
    """The headline figures from one month-end to the next; None where there is only one."""
    return _changes(str(settings().store), version_id, policy().version)


@st.cache_resource(show_spinner=False, max_entries=16)
def _changes(store: str, version_id: str, policy_version: str) -> BookChanges | None:
    reader = history()
    found = book_changes(reader, policy(), portfolio.summary(version_id).months)
    still_at(version_id, reader)
    return found
