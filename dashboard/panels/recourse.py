"""The panel of what would help: the cheapest changes, or the proof that there are none."""

import pandas as pd
import streamlit as st

from dashboard import formats, page, states
from dashboard.findings import recourse as findings
from dashboard.queries.desk import desk, helped
from pipelines.deciding import DecidedApplication
from pipelines.errors import Refused
from pipelines.features import Feature
from pipelines.recourse import Change
from pipelines.recourse.levers import AMOUNT, EXPOSURE

NAMES = {AMOUNT: "Amount asked for", EXPOSURE: "Owed on earlier loans"}


def show_recourse(version_id: str, before: DecidedApplication) -> None:
    """The answer in a sentence, a card for each change, and all figures they move."""
    decision = before.decision
    try:
        found = helped(version_id, decision.application_id, decision.requested_cents)
    except Refused as refusal:
        states.refused(str(refusal))
        return
    known = desk(version_id).table.by_name
    page.finding(findings.answer(found))
    if found.found:
        with st.grid(len(found.found), min_column_width=300):
            for change in found.found:
                _card(change, before, known)
        _figures(found.found, known, decision.currency)
    if found.goal:
        st.caption(formats.markdown(findings.behind(found)))


def _card(change: Change, before: DecidedApplication, known: dict[str, Feature]) -> None:
    currency = before.decision.currency
    with st.container(border=True, height="stretch"):
        for pulled in change.pulled:
            label, unit = _named(pulled.lead.name, known)
            st.markdown(f"**{formats.markdown(pulled.lever.label)}**")
            st.markdown(formats.markdown(f"{label} {findings.span(pulled.lead, unit, currency)}"))
            st.caption(pulled.lever.label_zh)
        st.markdown(formats.markdown(findings.offered(change, before.explanation.pd, currency)))
        st.caption(f"Effort {change.effort:.0f} of 100, {findings.waiting(change)}.")


def _figures(changes: tuple[Change, ...], known: dict[str, Feature], currency: str) -> None:
    """Every figure each change moves, and whether the book's range held it back."""
    rows = []
    for number, change in enumerate(changes, start=1):
        for moved in change.moved:
            label, unit = _named(moved.name, known)
            span = findings.span(moved, unit, currency)
            kept = "at the end of the book's range" if moved.held else ""
            rows.append({"Change": number, "Figure": label, "Moves": span, "Kept": kept})
    with st.expander("All figures that move"):
        frame = pd.DataFrame(rows)
        page.download(frame, "recourse")
        st.dataframe(frame, hide_index=True, alt="Figures moved by each change, from and to")


def _named(name: str, known: dict[str, Feature]) -> tuple[str, str]:
    """A figure's label and unit."""
    return (NAMES[name], "money") if name in NAMES else (known[name].label, known[name].unit)
