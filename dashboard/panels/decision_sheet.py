"""The sheet of a decision to download: made when it is asked for."""

import streamlit as st

from dashboard.queries import baselines
from dashboard.queries.desk import desk
from dashboard.queries.store import history
from pipelines.deciding import DecidedApplication
from pipelines.decision_sheet import decision_sheet, sheet_html, sheet_pdf
from pipelines.errors import Refused
from pipelines.explain.reasons_by_baseline import against


def show_sheet(version_id: str, decided: DecidedApplication, baseline: str) -> None:
    """The decision on one page as HTML and PDF, its score against that baseline."""
    name = f"decision-{decided.decision.application_id}"
    with st.container(horizontal=True):
        st.download_button(
            "Decision as HTML",
            lambda: _html(version_id, decided, baseline),
            file_name=f"{name}.html",
            mime="text/html",
            key="download-decision-html",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            "Decision as PDF",
            lambda: sheet_pdf(_html(version_id, decided, baseline)),
            file_name=f"{name}.pdf",
            mime="application/pdf",
            key="download-decision-pdf",
            icon=":material/picture_as_pdf:",
            help="Where the server lacks what a PDF or Chinese print needs, print the HTML instead",
            on_click="ignore",
        )


def _html(version_id: str, decided: DecidedApplication, baseline: str) -> str:
    found, held = baselines.baselines(version_id), desk(version_id)
    sets = () if isinstance(found, Refused) else found.sets
    one = next((one for one in sets if one.name == baseline), None)
    if one is None:
        return sheet_html(decision_sheet(held, history(), decided))
    (seen,) = baselines.seen(version_id, decided.explanation, {one.name: one.label})
    compared = against(decided.explanation, seen)
    return sheet_html(decision_sheet(held, history(), decided, against=compared, baseline=one))
