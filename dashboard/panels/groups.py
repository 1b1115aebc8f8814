"""Approval by group of merchants, as the Review page shows it."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import columns, page
from dashboard.charts.groups import approval_by_group
from dashboard.findings import review as says
from dashboard.queries import review
from dashboard.values import named
from pipelines.review.cohorts import FEWEST, Grouping

GROUPINGS: dict[str, Grouping] = {"Industry": "industry", "Region": "region"}


def show_groups(version_id: str) -> None:
    """Approval and mean PD by group of merchants, with n and interval."""
    st.caption(
        "A demonstration of the method on groups of merchants, not of owners: this book states "
        "nothing about owners, so it can show no unfair treatment and no absence of it. "
        "Applications are taken as independent; several of one merchant make intervals too narrow."
    )
    chosen = st.segmented_control(
        "Group by", list(GROUPINGS), default="Industry", required=True, key="group",
        bind="query-params",
    )  # fmt: skip
    by = GROUPINGS[chosen or "Industry"]
    found = review.groups(version_id, by)
    if not found:
        st.markdown(f"This book states no {by} of its merchants, so there is nothing to compare.")
        return
    found = tuple(replace(cohort, name=named(cohort.name)) for cohort in found)
    sentence = says.groups(found, by)
    page.finding(sentence)
    rows = pd.DataFrame(
        [
            {
                "group": cohort.name,
                "n": cohort.n,
                "approved": cohort.approved,
                "approval": cohort.approval.estimate,
                "low": cohort.approval.low,
                "high": cohort.approval.high,
                "mean_pd": cohort.mean_pd,
                "evidence": "sufficient" if cohort.is_sufficient else "insufficient evidence",
            }
            for cohort in found
        ]
    )
    figure = approval_by_group([cohort for cohort in found if cohort.is_sufficient])
    page.chart(f"Approval rate by {by}, 95 % intervals", figure, rows, alt=sentence, name="groups")
    page.table(
        rows,
        {
            "group": columns.text(chosen or "Industry", pinned=True),
            "n": columns.count("Applications"),
            "approved": columns.count("Approved"),
            "approval": columns.rate("Approval rate"),
            "low": columns.rate("95 % from"),
            "high": columns.rate("to"),
            "mean_pd": columns.pd("Mean PD"),
            "evidence": columns.text("Evidence", help=f"Sufficient from {FEWEST} applications"),
        },
        alt="Approval by group with intervals",
    )
