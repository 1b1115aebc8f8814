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
            "verdict": columns.text("Verdict"),
            "slice": columns.text("Slice", width=440),
            "n": columns.count("Cases"),
            "bad": columns.text("Bad (expected)", help="Expected by PDs right on the whole"),
            "ranking": columns.text("AUC (elsewhere)"),
            "p": columns.text("Least p", help="The smaller of two p-values, of “as many bads as "
                              "expected” and “ranked as well as the rest”, corrected for all "
                              "tests (Holm)"),
        },
        alt="The most striking slices of the judged cases",
    )  # fmt: skip
    st.caption(
        "Slices: quarters of the strongest features, cohorts, and pairs of the strongest six. A "
        "PD level that is off everywhere is no weak spot: PDs were first made right on the whole."
    )


def _row(found: WeakSpots, one: Slice) -> dict[str, object]:
    level, ranked = one.corrected, one.auc_corrected
    what = "ranking" if says.is_ranking_weaker(one) else "PD level"
    has_auc = one.auc is not None and one.auc_rest is not None
    return {
        "slice": one.name,
        "verdict": f"weak: {what}" if one in found.weak else "within chance",
        "n": one.n,
        "bads": one.bads,
        "expected": one.expected,
        "bad": f"{one.bads:,} ({one.expected:.1f})",
        "auc": one.auc,
        "auc_rest": one.auc_rest,
        "ranking": f"{one.auc:.3f} ({one.auc_rest:.3f})" if has_auc else "too few bads",
        "level_p": level,
        "ranking_p": ranked,
        "p": says.p_value(min(level, 1.0 if ranked is None else ranked)),
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
        "missing, all its numbers are. Shaded: the 95 % interval of the undisturbed AUC."
    )


def _show_pair(
    title: str, name: str, rows: tuple[Disturbance, ...], report: ValidationReport
) -> None:
    found, data, n = report.sensitivity, pd.DataFrame(rows), report.headline.n
    names = [_named(row) for row in rows]
    left, right = st.columns(2)
    with left:
        areas = [row.auc for row in rows]
        band = next(m.interval for m in report.headline.measures if m.name == "AUC")
        figure = disturbances(
            names, areas, found.auc, title="AUC", written=lambda v: f"{v:.3f}", n=n, band=band
        )
        worst = f"AUC at worst {min(areas):.3f}, undisturbed {found.auc:.3f}"
        page.chart(f"{title}: AUC", figure, data, alt=worst, name=f"{name}-auc")
    with right:
        pds = [row.mean_pd for row in rows]
        figure = disturbances(names, pds, found.mean_pd, title="Mean PD", written=formats.pd, n=n)
        highest = f"Mean PD at most {formats.pd(max(pds))}, undisturbed {formats.pd(found.mean_pd)}"
        page.chart(f"{title}: mean PD", figure, data, alt=highest, name=f"{name}-pd")
    regraded = "; ".join(
        f"{formats.rate(row.regraded, 0)} {_named_short(name)}"
        for name, row in zip(names, rows, strict=True)
    )
    st.caption(formats.markdown(f"Cases that change grade: {regraded}."))


def _named_short(name: str) -> str:
    """The name within a sentence: `under 10 % noise`, `without bank`."""
    short = name.partition(" (")[0]
    return short if short.startswith("without") else f"under {short}"


def _named(row: Disturbance) -> str:
    """`10 % noise`, `without bank (14 features)`."""
    if row.name.startswith("noise of "):
        level = row.name.removeprefix("noise of ").partition("%")[0]
        return f"{level}\u00a0% noise"
    return f"{row.name} ({formats.plural(row.features, 'feature')})"
