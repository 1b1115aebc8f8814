"""Choosing one application: by the address, or by searching a list."""

from collections.abc import Mapping

import streamlit as st

from dashboard import formats, states
from dashboard.queries import applicants, merchant

PARAMETER = "application"
WIDGET = "chosen-application"
MOST = 20_000
"""A list of more is too long for the browser: the reader then narrows it down by a search first."""
SHOWN = 200
UNASKED = "unasked-application"
"""Holds the application that a page opened by itself: another page need not follow it."""


def choose_application(version_id: str, first: str | None = None) -> str:
    """The application named in the address, else the one last chosen, else the queue's first.

    `first` is the decision that the queue's first is sought among, where any has it.

    Draws the designed states and stops the page where nothing is scored or the name is unknown.
    """
    labels = merchant.labels(version_id)
    if not labels:
        states.no_data(
            "scored applications",
            "An application can be opened here once a model has scored it.",
            applicants.SCORE,
        )
        st.stop()
    asked = st.query_params.get(PARAMETER) or st.session_state.get("last-application")
    known = asked if asked in labels else None
    if known or not asked:
        st.session_state[WIDGET] = known or applicants.first(version_id, first)
    chosen = st.selectbox(
        "Application",
        _offered(version_id, labels, st.session_state.get(WIDGET)),
        index=None,
        format_func=lambda key: labels.get(key, key),
        key=WIDGET,
        on_change=_remember,
        placeholder="Search by id or name",
        help="In the order of the queue: those who need a person first. Type to search.",
    )
    if chosen is None:
        _unknown(asked)
    if not asked:
        st.session_state[UNASKED] = chosen
    elif chosen != st.session_state.get(UNASKED):
        st.session_state["last-application"] = chosen
    if st.query_params.get(PARAMETER) != chosen:
        st.query_params[PARAMETER] = str(chosen)
    return str(chosen)


def _offered(version_id: str, labels: Mapping[str, str], chosen: str | None) -> list[str]:
    """The applications to choose from: all, or those a search finds where they are too many."""
    if len(labels) <= MOST:
        return list(labels)
    needle = st.text_input(
        "Find an application",
        type="search",
        key="find-application",
        live="300ms",
        placeholder="Any part of a name or id",
        help=f"The first {SHOWN} found, in the order of the queue, are offered beneath.",
    )
    found = applicants.found_ids(version_id, needle or "", SHOWN)
    return found if chosen in found or chosen not in labels else [str(chosen), *found]


def _remember() -> None:
    chosen = st.session_state[WIDGET]
    if chosen is not None:
        st.query_params[PARAMETER] = str(chosen)
        st.session_state["last-application"] = chosen


def _unknown(asked: str | None) -> None:
    with st.container(border=True):
        st.subheader(":material/search_off: No such application", anchor=False)
        name = f"“{formats.markdown(asked)}”" if asked else "This id"
        st.markdown(
            f"{name} is not a scored application of this book. Choose one from the list above, or "
            "find it by name on the Applicants page."
        )
        st.page_link("views/applicants.py", label="Find an applicant", icon=":material/group:")
    st.stop()
