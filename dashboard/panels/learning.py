"""Learning: would more cases help, and did the model stop at the right number of trees?"""

import pandas as pd
import streamlit as st

from dashboard import formats, page
from dashboard.charts.learning import learning_curve, training_log
from dashboard.findings import validation as says
from pipelines.model import Manifest
from pipelines.validation import ValidationReport


def show_learning(model: Manifest, report: ValidationReport) -> None:
    """The learning curve with intervals, and the training log."""
    points = report.learning_curve
    sentence = says.learning(points)
    page.finding(sentence)
    left, right = st.columns(2)
    with left:
        rows = pd.DataFrame(
            [
                {"share": p.share, "n": p.n, "bads": p.bads, "auc": p.auc.estimate,
                 "low": p.auc.low, "high": p.auc.high}
                for p in points
            ]
        )  # fmt: skip
        card = page.chart(
            "AUC by number of cases", learning_curve(points), rows, alt=sentence,
            name="learning-curve",
        )  # fmt: skip
        most = f", {points[-1].bads:,} bads at most" if points else ""
        card.caption(
            f"By cross-validation among the development cases{most}; the hold-out takes no part. "
            "Whiskers: 95 % intervals by DeLong."
        )
    with right:
        said = says.training_log(model.log, model.trees)
        card = page.chart(
            "Training log", training_log(model.log, model.trees), pd.DataFrame(model.log),
            alt=said, name="training-log",
        )  # fmt: skip
        card.caption(formats.markdown(f"{said} The losses of the first trees lie above the plot."))
    st.caption(formats.markdown(_tuning(model)))


def _tuning(model: Manifest) -> str:
    found = model.tuning
    if found is None:
        return "Parameters are the defaults: no other settings were tried."
    return (
        f"Parameters were chosen among {found['trials']:,} settings, {found['pruned']:,} of them "
        f"given up early, by log loss on development cases: {found['best_loss']:.4f} against "
        f"{found['default_loss']:.4f} with the defaults."
    )
