"""Calibration: do the PDs mean what they say, grade by grade and in all?"""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.calibration import by_grade, calibration
from dashboard.findings import validation as says
from dashboard.glossary import term
from dashboard.queries import models, monitoring
from pipelines.model import Manifest
from pipelines.validation import ValidationReport
from pipelines.validation.grades import Calibration


def show_calibration(model: Manifest, report: ValidationReport) -> None:
    """By grade of the master scale, before and after, the kinds tried, and Hosmer-Lemeshow."""
    found, sentence = report.calibration, says.grades(report.calibration, model)
    page.finding(sentence)
    rows = _rows(found)
    left, right = st.columns(2)
    with left:
        card = page.chart(
            "Default rate by grade of the master scale", by_grade(found.grades), rows,
            alt=sentence, name="calibration-grades",
        )  # fmt: skip
        card.caption("Whiskers: 95 % Jeffreys intervals. Cases: judged, not fitted on.")
    with right:
        _show_before_and_after(model)
        _show_tests(found)
    _show_grades(rows)
    _show_trials(model)


def _rows(found: Calibration) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "grade": row.grade,
                "light": row.light,
                "pd_up_to": row.pd_up_to,
                "points_from": row.points_from if row.pd_up_to < 1 else None,
                "n": row.n,
                "bads": row.bads,
                "mean_pd": row.mean_pd,
                "rate": row.rate.estimate,
                "low": row.rate.low,
                "high": row.rate.high,
                "interval": f"{formats.rate(row.rate.low)} to {formats.rate(row.rate.high)}",
                "jeffreys": says.p_value(row.jeffreys),
                "binomial": says.p_value(row.binomial),
            }
            for row in found.grades
        ]
    )


def _show_before_and_after(model: Manifest) -> None:
    tables = [("after", model.calibration_table), ("before", models.bins_before(model))]
    bins = pd.concat([pd.DataFrame(rows).assign(calibrated=name) for name, rows in tables])
    said = says.before_and_after(model)
    card = page.chart(
        "Before and after calibration, by bin of equal size", calibration(tables), bins, alt=said,
        name="calibration",
    )  # fmt: skip
    card.caption(formats.markdown(said))


def _show_grades(rows: pd.DataFrame) -> None:
    policy = monitoring.model_policy()
    page.titled("Grades of the master scale", rows, "master-scale")
    page.table(
        rows.assign(light=rows["light"].str.capitalize()),
        {
            "grade": columns.text("Grade", pinned=True),
            "light": columns.text(
                "Light",
                help=f"By the Jeffreys p-value: green from {policy.green:g}, red below "
                f"{policy.red:g} (model policy {policy.version}).",
            ),
            "n": columns.count("Cases"),
            "bads": columns.count("Bad"),
            "mean_pd": columns.pd("Mean PD"),
            "rate": columns.rate("Went bad"),
            "interval": columns.text("95 % interval"),
            "jeffreys": columns.text("Jeffreys p", help="Of “the PD is not too low”, Jeffreys"),
            "binomial": columns.text("Binomial p", help="The same by the exact binomial test"),
            "pd_up_to": columns.pd("PD up to"),
            "points_from": columns.number("Points from", digits=0, help=_points_help()),
        },
        alt="Every grade with its light, cases, PD, default rate and tests",
        height="content",
    )


def _points_help() -> str:
    scale = monitoring.model_policy().point_scale
    return (
        f"{scale.base_points:g} points at odds of {scale.base_odds:g} good to 1 bad; every "
        f"{scale.pdo:g} points double the odds."
    )


def _show_trials(model: Manifest) -> None:
    kind = model.calibration.kind
    rows = pd.DataFrame(
        [
            {
                "kind": says.KINDS.get(trial.kind, trial.kind),
                "log_loss": trial.log_loss,
                "above_least": trial.above_least,
                "standard_error": trial.standard_error,
                "taken": "taken" if trial.kind == kind else "",
            }
            for trial in model.calibration_trials
        ]
    )
    page.titled("Kinds of calibration tried", rows, "calibration-kinds")
    page.table(
        rows,
        {
            "kind": columns.text("Kind", pinned=True),
            "taken": columns.text("Choice"),
            "log_loss": columns.number("Log loss", digits=5, help="On cases left out of the fit"),
            "above_least": columns.number("Above the least", digits=5),
            "standard_error": columns.number("Standard error", digits=5),
        },
        alt="Kinds of calibration with their losses",
        height="content",
    )
    st.caption("Taken is the simplest kind within one standard error of the least loss.")


def _show_tests(found: Calibration) -> None:
    st.markdown("**Hosmer-Lemeshow over tenths of the cases**")
    lines = [
        says.hosmer_lemeshow("Out of sample (judged cases)", found.out_of_sample),
        says.hosmer_lemeshow("In sample (fitted cases)", found.in_sample),
    ]
    st.markdown("\n".join(f"- {formats.markdown(line)}" for line in lines))
    st.caption(
        "A small p says that the PDs of some tenth are off, in either direction. In sample two "
        f"degrees of freedom fewer. {term('ECE')}"
    )
