"""What the pages ask of a book before its rates: what is odd about it, and its loan tape."""

import streamlit as st

from dashboard.queries.store import history, settings, still_at
from pipelines.portfolio import BookCaveats, TapeAgreement, book_caveats, tape_agreement


def caveats(version_id: str) -> BookCaveats:
    """What is odd about the book's loans."""
    return _caveats(str(settings().store), version_id)


def agreement(version_id: str) -> TapeAgreement | None:
    """Whether the book says what its loan tape says; None where it was not read from one."""
    return _agreement(str(settings().store), version_id)


@st.cache_data(show_spinner=False, max_entries=16)
def _caveats(store: str, version_id: str) -> BookCaveats:
    reader = history()
    found = book_caveats(reader)
    still_at(version_id, reader)
    return found


@st.cache_data(show_spinner=False, max_entries=16)
def _agreement(store: str, version_id: str) -> TapeAgreement | None:
    reader = history()
    found = tape_agreement(reader)
    still_at(version_id, reader)
    return found
