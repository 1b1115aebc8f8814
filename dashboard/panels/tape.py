"""The line that says a book was read from a loan tape, and what in it is assumed."""

import streamlit as st

from dashboard import formats
from dashboard.findings.tape import read_from_tape
from dashboard.queries import tape


def show_tape(version_id: str, currency: str) -> None:
    """Say what is known and what is assumed; nothing in a book that has its own payments."""
    found = tape.agreement(version_id)
    if found is not None:
        st.caption(f":material/info: {formats.markdown(read_from_tape(found, currency))}")
