"""Monitoring: how the champion does on what came after its training, and whether to retrain."""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page, states
from dashboard.charts.realised import realised
from dashboard.findings import monitoring as says
from dashboard.findings.models import interval
from dashboard.findings.validation import p_value
from dashboard.queries import models, monitoring
from pipelines.model import Manifest
from pipelines.monitoring import MonitoringReport

MARKS = {"keep": ":green[:material/check_circle:]", "watch": ":orange[:material/visibility:]",
         "retrain": ":red[:material/model_training:]"}  # fmt: skip


def show_monitoring(champion: Manifest, version_id: str) -> None:
    """The verdict with its evidence, realised against predicted by quarter, and the alerts."""
    found = monitoring.monitoring(version_id, champion)
    if isinstance(found, str):
        states.no_data("monitoring of this champion", found)
        return
    sentence = says.verdict(found, models.labels())
    st.markdown(f"{MARKS[found.verdict]} **{formats.markdown(sentence)}**")
    st.caption(formats.markdown(_compared(found)))
    _show_vintages(found)
    _show_alerts(found)


def _compared(found: MonitoringReport) -> str:
    """What was held against what, and under which policy."""
    parts = [f"Model policy {found.policy_version}"]
    if found.periods is not None:
        when = found.periods
        parts.append(
            f"{when.newest_n:,} applications from {formats.day(when.newest_first)} to "
            f"{formats.day(when.newest_last)} against {when.reference_n:,} before"
        )
    if found.reach is not None:
        parts.append(
            f"applications without an outcome against those with one: PSI of the PDs "
            f"{found.reach.psi:.3f}, chance {found.reach.bound:.3f}"
        )
    share = formats.rate(found.new_outcomes_share, 0)
    parts.append(f"{found.new_outcomes:,} new outcomes, {share} of those it learned from")
    return "; ".join(parts) + "."


def _show_vintages(found: MonitoringReport) -> None:
    if not found.vintages:
        st.markdown("No outcome is known yet, so there is nothing to hold the PDs against.")
        return
    rows = pd.DataFrame(
        [
            {
                "quarter": row.quarter,
                "basis": says.BASES[row.basis],
                "n": row.n,
                "bads": row.bads,
                "mean_pd": row.mean_pd,
                "rate": row.rate.estimate,
                "interval": f"{formats.rate(row.rate.low)} to {formats.rate(row.rate.high)}",
                "p": p_value(row.p_value),
                "light": row.light.capitalize(),
                "auc": row.auc.estimate if row.auc else None,
                "auc_interval": interval(row.auc) if row.auc else "",
            }
            for row in found.vintages
        ]
    )
    said = says.realised(found)
    figure = realised(found.vintages)
    card = page.chart("Realised against predicted", figure, rows, alt=said, name="realised")
    card.caption(formats.markdown(f"{said} By quarter of application; 95 % Jeffreys intervals."))
    page.table(
        rows,
        {
            "quarter": columns.day("Quarter from"),
            "basis": columns.text("Outcomes"),
            "n": columns.count("Cases"),
            "bads": columns.count("Bad"),
            "mean_pd": columns.pd("Mean PD"),
            "rate": columns.rate("Went bad"),
            "interval": columns.text("95 % interval"),
            "p": columns.text("Jeffreys p", help="Of “the PDs are not too low”"),
            "light": columns.text("Light"),
            "auc": columns.number("AUC", digits=3),
            "auc_interval": columns.text("95 % interval of AUC"),
        },
        alt="Realised against predicted by quarter",
    )


def _show_alerts(found: MonitoringReport) -> None:
    if not found.alerts:
        st.markdown("No alert: no threshold of the model policy is passed.")
        return
    labels = models.labels()
    rows = pd.DataFrame(
        [
            {
                "severity": alert.severity.capitalize(),
                "kind": alert.kind.capitalize(),
                "what": labels.get(alert.what, alert.what),
                "found": alert.found,
                "threshold": alert.threshold,
                "text": says.named(alert.text, labels),
            }
            for alert in sorted(found.alerts, key=lambda alert: alert.severity != "act")
        ]
    )
    page.titled(formats.plural(len(rows), "alert"), rows, "alerts")
    page.table(
        rows,
        {
            "severity": columns.text("Do"),
            "kind": columns.text("About"),
            "what": columns.text("Of"),
            "found": columns.number("Found", digits=3),
            "threshold": columns.number("Threshold", digits=3),
            "text": columns.text("In words", width="large"),
        },
        alt="Alerts of the model policy, what to act on first",
    )
