"""The lines under the cards that say what a reader must know of the book before its rates."""

import streamlit as st

from dashboard import formats
from dashboard.findings import caveats as findings
from dashboard.findings.tape import read_from_tape
from dashboard.queries import caveats
from pipelines.portfolio import PortfolioSummary


def show_caveats(found: PortfolioSummary, version_id: str, currency: str) -> None:
    """What is odd about the book, and what in it is assumed; nothing where nothing is."""
    tape = caveats.agreement(version_id)
    lines = findings.caveats(caveats.caveats(version_id), found, currency)
    if tape is not None:
        lines.insert(0, read_from_tape(tape, currency))
    for line in lines:
        st.caption(f":material/info: {formats.markdown(line)}")
