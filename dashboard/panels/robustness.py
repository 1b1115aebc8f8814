"""Weak spots and sensitivity: where the model does worse, and what disturbs it."""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.robustness import disturbances
from dashboard.findings import validation as says
from pipelines.model import Manifest
from pipelines.validation import ValidationReport
from pipelines.validation.sensitivity import Disturbance
from pipelines.validation.slices import Slice, WeakSpots


def show_weak_spots(model: Manifest, report: ValidationReport) -> None:
    """The most striking slices, weak ones first, with p-values corrected for the search."""
    found = report.weak_spots
    page.finding(says.weak_spots(found))
    if not found.slices:
        st.markdown(
            "No slice has the fifty cases and five expected bads that it takes to judge it."
        )
        return
    rows = pd.DataFrame([_row(found, one) for one in found.slices])
    page.titled(f"The {len(rows)} most striking slices", rows, "weak-spots")
    page.table(
        rows,
        {
            "slice": columns.text("Slice", pinned=True, width="large"),
            "verdict": columns.text("Verdict"),
            "n": columns.count("Cases"),
            "expected": columns.number("Bad expected", digits=1, help="By PDs right on the whole"),
            "bads": columns.count("Bad found"),
            "corrected": columns.text("p, level", help="Of “as many bads as expected”, corrected"),
            "auc": columns.number("AUC inside", digits=3),
            "auc_rest": columns.number("AUC outside", digits=3),
            "auc_corrected": columns.text("p, ranking", help="Of “ranked as well as the rest”"),
        },
        alt="The most striking slices of the judged cases",
    )
    st.caption(
        "Slices: quarters of the strongest features, cohorts, and pairs of the strongest six. A "
        "PD level that is off everywhere is no weak spot: PDs were first made right on the whole."
    )


def _row(found: WeakSpots, one: Slice) -> dict[str, object]:
    ranked = one.auc_corrected
    return {
        "slice": one.name,
        "verdict": "weak" if one in found.weak else "within chance",
        "n": one.n,
        "expected": one.expected,
        "bads": one.bads,
        "corrected": says.p_value(one.corrected),
        "auc": one.auc,
        "auc_rest": one.auc_rest,
        "auc_corrected": formats.NO_VALUE if ranked is None else says.p_value(ranked),
    }


def show_sensitivity(model: Manifest, report: ValidationReport) -> None:
    """AUC and mean PD under rising noise, and with each feed missing."""
    found = report.sensitivity
    page.finding(says.sensitivity(found))
    _show_pair("Noise in the numbers", "noise", found.noise, report)
    if found.feeds:
        _show_pair("A missing feed", "feeds", found.feeds, report)
    else:
        st.markdown("All features come from one feed: without it there is no score.")
    st.caption(
        f"On the {report.headline.n:,} judged cases. Noise is of the stated share of each "
        "feature's standard deviation; missing values stay missing under it. Where a feed is "
        "missing, all its numbers are."
    )


def _show_pair(
    title: str, name: str, rows: tuple[Disturbance, ...], report: ValidationReport
) -> None:
    found, data, n = report.sensitivity, pd.DataFrame(rows), report.headline.n
    names = [_named(row) for row in rows]
    left, right = st.columns(2)
    with left:
        areas = [row.auc for row in rows]
        figure = disturbances(
            names, areas, found.auc, title="AUC", written=lambda v: f"{v:.3f}", n=n
        )
        worst = f"AUC at worst {min(areas):.3f}, undisturbed {found.auc:.3f}"
        page.chart(f"{title}: AUC", figure, data, alt=worst, name=f"{name}-auc")
    with right:
        pds = [row.mean_pd for row in rows]
        figure = disturbances(names, pds, found.mean_pd, title="Mean PD", written=formats.pd, n=n)
        highest = f"Mean PD at most {formats.pd(max(pds))}, undisturbed {formats.pd(found.mean_pd)}"
        card = page.chart(f"{title}: mean PD", figure, data, alt=highest, name=f"{name}-pd")
        regraded = ", ".join(
            f"{formats.rate(row.regraded, 0)} ({name})"
            for name, row in zip(names, rows, strict=True)
        )
        card.caption(formats.markdown(f"Cases that change grade: {regraded}."))


def _named(row: Disturbance) -> str:
    """`10 % noise`, `without bank (14 features)`."""
    if row.name.startswith("noise of "):
        level = row.name.removeprefix("noise of ").partition("%")[0]
        return f"{level}\u00a0% noise"
    return f"{row.name} ({formats.plural(row.features, 'feature')})"
