"""Stability: have score and features moved, and does the ranking hold by month and cohort?"""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page, values
from dashboard.charts.stability import aucs_by_month, feature_shifts
from dashboard.findings import stability as says
from dashboard.findings.models import interval
from dashboard.glossary import term
from dashboard.queries import models
from pipelines.model import Manifest
from pipelines.validation import ValidationReport
from pipelines.validation.cohorts import CohortResult
from pipelines.validation.stability import Stability

SHOWN = 8


def show_stability(model: Manifest, report: ValidationReport) -> None:
    """Shifts from the fitted to the judged cases, AUC by month, and every cohort."""
    found = report.stability
    if found is None:
        page.finding(
            "Judged by cross-validation: fitted and judged cases are of one time, so nothing can "
            "have moved between them."
        )
        _show_months(report)
    else:
        page.finding(says.stability(found, models.labels()))
        left, right = st.columns(2)
        with left:
            _show_features(found)
        with right:
            _show_months(report)
    _show_cohorts(report)


def _show_features(found: Stability) -> None:
    labels = models.labels()
    shown = found.features[:SHOWN]
    rows = pd.DataFrame(
        [
            {
                "feature": labels.get(shift.name, shift.name),
                "csi": shift.drift.psi,
                "csi_by_chance": shift.drift.bound,
                "importance_per_cent": shift.importance,
                "missing_before": shift.drift.missing_before,
                "missing_now": shift.drift.missing_now,
                "median_before": shift.drift.median_before,
                "median_now": shift.drift.median_now,
                "verdict": shift.drift.verdict,
            }
            for shift in found.features
        ]
    )
    card = page.chart(
        f"The {len(shown)} features that moved farthest", feature_shifts(shown, labels), rows,
        alt=says.stability(found, labels), name="csi",
    )  # fmt: skip
    card.caption(
        "Line: from what sampling alone stays under to the CSI. In brackets: share of the "
        f"model's importance. The CSV has all features. {term('CSI')}"
    )


def _show_months(report: ValidationReport) -> None:
    if not report.months:
        st.markdown("All judged cases applied on one day, so there is no AUC by month.")
        return
    said = says.months(report.months)
    figure = aucs_by_month(report.months)
    card = page.chart("AUC by month", figure, _rows(report.months), alt=said, name="auc-months")
    card.caption(formats.markdown(f"{said} Band: 95 % intervals by DeLong."))


def _show_cohorts(report: ValidationReport) -> None:
    newcomers_first = tuple(sorted(report.cohorts, key=lambda row: row.by != "merchant"))
    rows = _rows(newcomers_first)
    if rows.empty:
        st.markdown("No cohort has the thirty cases that it takes to be judged on its own.")
        return
    if said := says.newcomers(report.cohorts):
        page.finding(said)
    page.titled(f"{len(rows)} cohorts of at least 30 cases", rows, "cohorts")
    page.table(
        rows,
        {
            "by": columns.text("By", pinned=True),
            "name": columns.text("Cohort"),
            "n": columns.count("Cases"),
            "bads": columns.count("Bad"),
            "auc": columns.number("AUC", digits=3),
            "auc_interval": columns.text("95 % interval"),
            "mean_pd": columns.pd("Mean PD"),
            "rate": columns.rate("Went bad"),
            "rate_interval": columns.text("95 % interval of that"),
        },
        alt="Every cohort with its ranking and its calibration",
    )


def _rows(found: tuple[CohortResult, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "by": values.named(row.by),
                "name": says.month(row.name) if row.by == "month" else values.named(row.name),
                "n": row.n,
                "bads": row.bads,
                "auc": row.auc.estimate if row.auc else None,
                "auc_interval": interval(row.auc) if row.auc else "fewer than 5 of a class",
                "mean_pd": row.mean_pd,
                "rate": row.rate.estimate,
                "rate_interval": f"{formats.rate(row.rate.low)} to {formats.rate(row.rate.high)}",
            }
            for row in found
        ]
    )
