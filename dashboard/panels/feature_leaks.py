"""The leak audit on the Features page: run in the background, judged feature by feature."""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, jobs, page
from dashboard.findings import leaks as says
from dashboard.queries import history, settings
from pipelines.features import catalogue
from pipelines.review import LeakAudit, leak_audit

VERDICTS = {"leaks": "Leaks", "holds": "Holds", "not judged": "Not judged"}
WORST_FIRST = ("leaks", "not judged", "holds")


def show_leaks(version_id: str) -> None:
    """The audit of this version: a button, its progress, then every feature's verdict."""
    name = f"leaks {settings().store} {version_id}"
    job = jobs.worker().job(name)
    if job is None:
        st.markdown(
            "Every feature of some applications is built anew on a book whose future has been "
            "shuffled: amounts and parties of all that became known later are dealt out anew and "
            "altered, and every past row comes once more as known on the day of the application. A "
            "feature that changes by a single bit has seen what nobody could know."
        )
        if st.button("Run the leak audit", type="primary"):
            reader = history()
            jobs.worker().submit(name, lambda job: leak_audit(reader, progress=job.report))
            st.rerun()
    jobs.show_progress(name, done=_show)


def _show(found: LeakAudit) -> None:
    page.finding(says.leaks(found), says.tempted(found))
    frame = audit_frame(found)
    page.titled("Every feature against a shuffled future", frame, "leak-audit")
    page.table(
        frame,
        {
            "label": columns.text("Feature", pinned=True),
            "verdict": columns.text("Verdict"),
            "compared": columns.count("Values compared"),
            "changed": columns.count("Changed"),
            "later_rows": columns.count(
                "Rows known later", help="Rows of the feature's feeds that could have misled it"
            ),
            "group": columns.text("Driver group"),
            "examples": columns.text("Applications"),
        },
        alt=says.leaks(found),
        height=420,
    )
    if len(found.days):
        first, last = formats.day(found.days[0]), formats.day(found.days[-1])
        st.caption(
            f"{formats.plural(found.applications, 'application')} of "
            f"{formats.plural(len(found.days), 'day')} from {first} to {last}. Not judged is what "
            "had nothing to be misled by: calendar, dates of the merchant itself, empty feeds."
        )


def audit_frame(found: LeakAudit) -> pd.DataFrame:
    """One row a feature, the worst verdict first."""
    known = {feature.name: feature for feature in catalogue()}
    rows = [
        {
            "label": known[feature.name].label,
            "verdict": VERDICTS[feature.verdict],
            "compared": feature.compared,
            "changed": feature.changed,
            "later_rows": feature.later_rows,
            "group": known[feature.name].group,
            "examples": ", ".join(feature.examples),
            "order": WORST_FIRST.index(feature.verdict),
        }
        for feature in found.features
    ]
    return pd.DataFrame(rows).sort_values("order", kind="stable").drop(columns="order")
