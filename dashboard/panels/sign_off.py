"""Findings and sign-offs: the lists, and the forms that record new ones."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.findings.review import may_be_approved
from dashboard.queries import review, settings
from pipelines.review import Result
from pipelines.store import Workbench

SEVERITIES = ("low", "medium", "high")
VERDICTS = ("approved", "approved with conditions", "rejected")
NAME_HELP = "Recorded as given: this workbench has no sign-in yet"


def show_findings(model_id: str) -> None:
    """All findings, and the form for a new one on the champion."""
    found = review.findings()
    if found:
        rows = _rows(found, "found_at")
        page.titled(formats.plural(len(found), "finding"), rows, "findings")
        page.table(
            rows,
            {
                "found_at": columns.moment("Found (UTC)"),
                "severity": columns.text("Severity"),
                "title": columns.text("Finding"),
                "detail": columns.text("Detail", width="large"),
                "model_id": columns.text("Model"),
                "actor": columns.text("By"),
            },
            alt="Findings, newest first",
        )
    else:
        st.markdown("No finding has been recorded yet.")
    with st.form("finding", clear_on_submit=False):
        st.markdown(f"**Record a finding on {formats.markdown(model_id)}**")
        title = st.text_input("Finding", max_chars=120)
        severity = st.segmented_control("Severity", SEVERITIES, default="medium", required=True)
        detail = st.text_area("Detail: what was seen, where, why it matters", max_chars=4000)
        actor = st.text_input("Your name", max_chars=80, help=NAME_HELP, key="finding-actor")
        if not st.form_submit_button("Record finding", type="primary"):
            return
        if not all(text and text.strip() for text in (title, detail, actor)):
            st.error("Give a finding, its detail and your name: all three are recorded.")
            return
        if severity not in SEVERITIES:
            st.error("Choose a severity.")
            return
        Workbench(settings()).record_finding(
            model_id=model_id,
            severity=severity,
            title=title.strip(),
            detail=detail.strip(),
            actor=actor.strip(),
        )
        st.rerun()


def show_sign_off(record: Mapping[str, Any], results: Mapping[str, Result]) -> None:
    """All sign-offs, and the form for the reviewed model on the reviewed version.

    `record` is the evidence that is signed; its digest is repeated at the end of the note.
    """
    signed = review.sign_offs()
    if signed:
        rows = _rows(signed, "signed_at")
        page.titled(formats.plural(len(signed), "sign-off"), rows, "sign-offs")
        page.table(
            rows,
            {
                "signed_at": columns.moment("Signed (UTC)"),
                "verdict": columns.text("Verdict"),
                "note": columns.text("Note", width="large"),
                "actor": columns.text("By"),
                "model_id": columns.text("Model"),
                "version_id": columns.text("On version"),
            },
            alt="Sign-offs, newest first",
        )
    else:
        st.markdown("Nobody has signed off a model on this book yet.")
    with st.form("sign-off", clear_on_submit=False):
        st.markdown(
            f"**Sign off {formats.markdown(record['model_id'])} as scored on version "
            f"{formats.markdown(record['history_version'])}**"
        )
        verdict = st.radio("Verdict", VERDICTS, index=None, format_func=str.capitalize)
        note = st.text_area("Note: what you looked at, conditions, limits", max_chars=4000)
        actor = st.text_input("Your name", max_chars=80, help=NAME_HELP, key="sign-actor")
        if st.form_submit_button("Sign off", type="primary"):
            _sign(record, results, verdict, note or "", actor or "")


def _sign(
    record: Mapping[str, Any],
    results: Mapping[str, Result],
    verdict: str | None,
    note: str,
    actor: str,
) -> None:
    """Record the sign-off, or say why it cannot be."""
    if verdict not in VERDICTS or not note.strip() or not actor.strip():
        st.error("Give a verdict, a note and your name: all three are recorded.")
        return
    if (obstacle := may_be_approved(results, verdict)) is not None:
        st.error(obstacle)
        return
    Workbench(settings()).sign_off(
        model_id=record["model_id"],
        version_id=record["history_version"],
        verdict=verdict,
        note=f"{note.strip()} (evidence {record['sha256']})",
        actor=actor.strip(),
    )
    st.rerun()


def _rows(records: list, moment: str) -> pd.DataFrame:
    frame = pd.DataFrame([asdict(record) for record in records])
    frame[moment] = pd.to_datetime(frame[moment], utc=True).dt.tz_localize(None)
    return frame
