"""Discrimination: does the model rank bads above goods, and how sure is that?"""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.discrimination import cumulative, gains, roc
from dashboard.charts.score_distribution import score_distribution
from dashboard.findings import validation as says
from dashboard.findings.models import interval
from dashboard.glossary import term
from dashboard.queries import models
from pipelines.model import Manifest
from pipelines.validation import ValidationReport
from pipelines.validation.headline import Measure

SHARES = {"KS"}
"""Measures shown in per cent."""


def show_discrimination(model: Manifest, report: ValidationReport) -> None:
    """ROC, KS, bads caught, where the PDs lie, and every figure with its interval."""
    judged, sentence = models.judged(model), says.separation(report)
    page.finding(sentence)
    left, right = st.columns(2)
    with left:
        curve = pd.DataFrame(model.roc, columns=["false_positive_rate", "true_positive_rate"])
        area = f"AUC {model.metrics.auc.estimate:.3f}"
        page.chart("ROC", roc([(area, model.roc)]), curve, alt=sentence, name="roc")
        points = pd.DataFrame(report.lift)
        figure = gains(report.lift, report.headline.n)
        card = page.chart("Bads caught, with lift", figure, points, alt=sentence, name="lift")
        card.caption("×2.0: twice as many bads as among cases taken at random.")
    with right:
        page.chart("Goods and bads by score", cumulative(judged), judged, alt=sentence, name="ks")
        _show_pds(judged)
    _show_headline(report)


def _show_pds(judged: pd.DataFrame) -> None:
    means = judged.groupby("bad")["pd"].mean()
    said = (
        f"The mean PD of bads is {formats.pd(means[1])}, of goods {formats.pd(means[0])}; "
        f"{formats.rate(judged['bad'].mean())} of {len(judged):,} went bad."
    )
    card = page.chart(
        "Distribution of PDs", score_distribution(judged), judged.reset_index(), alt=said,
        name="scores",
    )  # fmt: skip
    card.caption(formats.markdown(said))


def _show_headline(report: ValidationReport) -> None:
    found = report.headline
    rows = pd.DataFrame([_row(measure) for measure in found.measures])
    page.titled(f"Figures on {found.n:,} judged cases, {found.bads:,} bad", rows, "headline")
    page.table(
        rows,
        {
            "name": columns.text("Measure", pinned=True),
            "shown": columns.text("Found"),
            "interval": columns.text("95 % interval"),
            "method": columns.text("Interval by"),
        },
        alt="Every figure of the validation with its interval",
        height="content",
    )
    with st.expander("What each figure is"):
        st.markdown("\n".join(f"- **{name}.** {formats.markdown(term(name))}"
                              for name in rows["name"]))  # fmt: skip
    parts = found.brier
    st.caption(
        f"The Brier score's parts: reliability {parts.reliability:.4f} (0 where PDs are true), "
        f"resolution {parts.resolution:.4f} (more is better), uncertainty {parts.uncertainty:.4f} "
        f"(of the cases, not the model), within bins {parts.within:+.4f}. "
        "Score = reliability − resolution + uncertainty + within bins."
    )


def _row(measure: Measure) -> dict[str, object]:
    found = measure.interval
    in_per_cent = measure.name in SHARES
    return {
        "name": measure.name,
        "estimate": found.estimate,
        "low": found.low,
        "high": found.high,
        "shown": formats.rate(found.estimate) if in_per_cent else f"{found.estimate:.4f}",
        "interval": f"{formats.rate(found.low)} to {formats.rate(found.high)}"
        if in_per_cent
        else interval(found, 4),
        "method": "DeLong" if measure.method == "DeLong" else "Bootstrap, 300 draws",
    }
