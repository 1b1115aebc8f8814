"""The lines under the cards that say what a reader must know of the book before its rates."""

import streamlit as st

from dashboard import formats, states
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


def show_nothing(version_id: str) -> None:
    """Why there is nothing to show of a book without loan months and offers, and what to do."""
    loans = caveats.caveats(version_id).loans
    if loans:
        states.no_data(
            "month-end of any loan",
            f"The book holds {formats.plural(loans, 'loan')}, and its figures are those of "
            "month-ends: none has passed since the first loan was funded, or the features have "
            "not been built.",
            "python -m pipelines features",
        )
        return
    states.no_data(
        "loans and no offers",
        "The book holds neither loans nor scored applications: build the features, train a model "
        "and score.",
        "python -m pipelines features && python -m pipelines train && python -m pipelines score",
    )
