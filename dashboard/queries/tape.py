"""What the pages ask of the loan tape that a book was read from."""

import streamlit as st

from dashboard.queries.store import history, settings, still_at
from pipelines.portfolio import TapeAgreement, tape_agreement


def agreement(version_id: str) -> TapeAgreement | None:
    """Whether the book says what its loan tape says; None where it was not read from one."""
    return _agreement(str(settings().store), version_id)


@st.cache_data(show_spinner=False, max_entries=16)
def _agreement(store: str, version_id: str) -> TapeAgreement | None:
    reader = history()
    found = tape_agreement(reader)
    still_at(version_id, reader)
    return found
