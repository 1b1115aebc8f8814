"""The tabs of the Models page that validate the champion and compare any two models."""

import pandas as pd
import streamlit as st

from dashboard import formats, page
from dashboard.charts.calibration import by_grade, calibration
from dashboard.charts.discrimination import cumulative, roc
from dashboard.charts.score_distribution import score_distribution
from dashboard.findings import models as says
from dashboard.panels.comparison import show_comparison
from dashboard.panels.models import signature
from dashboard.queries import models
from pipelines.model import Manifest


def show_validation(champion: Manifest, manifests: list[Manifest], version_id: str) -> None:
    """The tabs that validate the champion and compare any two models."""
    page.tabs(
        {
            "Discrimination": lambda _: show_discrimination(champion),
            "Calibration": lambda _: show_calibration(champion),
            "Scores": lambda _: show_scores(champion),
            "Compare two": lambda _: show_comparison(manifests),
            "Details": lambda _: show_details(champion),
        },
        version_id,
    )


def show_discrimination(model: Manifest) -> None:
    """ROC curve and the two distributions whose gap is the KS."""
    judged, sentence = models.judged(model), says.separation(model)
    page.finding(sentence)
    left, right = st.columns(2)
    with left:
        curve = pd.DataFrame(model.roc, columns=["false_positive_rate", "true_positive_rate"])
        page.chart("ROC", roc([(model.model_id, model.roc)]), curve, alt=sentence, name="roc")
    with right:
        page.chart("Goods and bads by score", cumulative(judged), judged, alt=sentence, name="ks")


def show_calibration(model: Manifest) -> None:
    """Observed default rate against mean PD, by bin and by grade."""
    sentence, grades = says.calibrated(model), models.by_grade(models.judged(model))
    page.finding(sentence)
    left, right = st.columns(2)
    with left:
        bins = pd.DataFrame(model.calibration_table)
        figure = calibration([(model.model_id, model.calibration_table)])
        page.chart("By bin of equal size", figure, bins, alt=sentence, name="calibration")
    with right:
        rows = pd.DataFrame([row for _, row in grades])
        rows.insert(0, "grade", [grade for grade, _ in grades])
        page.chart("By grade", by_grade(grades), rows, alt=sentence, name="calibration-grades")
    st.caption(
        "Judged cases only; PDs are calibrated without the case's own fold. "
        "Whiskers: 95 % Jeffreys intervals of the observed rate."
    )


def show_scores(model: Manifest) -> None:
    """Where goods and bads lie on the PD scale."""
    judged = models.judged(model)
    means = judged.groupby("bad")["pd"].mean()
    sentence = (
        f"The mean PD of bads is {formats.pd(means[1])}, of goods {formats.pd(means[0])}; "
        f"observed default rate {formats.rate(judged['bad'].mean())} of {len(judged):,}."
    )
    page.finding(sentence)
    page.chart(
        "Distribution of PDs",
        score_distribution(judged),
        judged.reset_index(),
        alt=sentence,
        name="scores",
    )


def show_details(model: Manifest) -> None:
    """Parameters, split, seed, versions and hashes, and what the training warned of."""
    for warning in model.warnings:
        st.warning(formats.markdown(warning), icon=":material/warning:")
    left, right = st.columns(2)
    left.markdown("**Where it came from**")
    left.table(_facts(model), border="horizontal")
    right.markdown("**How it was fitted**, in CatBoost's own names")
    right.table(
        {name.replace("_", " "): str(value) for name, value in model.parameters.items()}
        | {f"{name} version": value for name, value in model.library_versions.items()},
        border="horizontal",
    )
    st.download_button(
        "Model record (JSON)",
        model.to_json(),
        f"{model.model_id}.json",
        "application/json",
        icon=":material/download:",
        on_click="ignore",
    )


def _facts(model: Manifest) -> dict[str, str]:
    approved = models.approval(model.model_id)
    given = next((r for r in models.roles() if r.model_id == model.model_id), None)
    facts = {
        "Model": model.model_id,
        "SHA-256": f"`{model.sha256}`",
        "Trained": formats.moment(pd.Timestamp(model.trained_at)),
        "Champion by": f"{given.actor}: {given.reason}" if given else "never champion",
        "Signature": signature(approved),
        "Trained on": f"version {model.data_version}, content `{model.content_hash[:12]}`",
        "Code": model.code_version,
        "Cases": f"{model.n:,} outcomes, {model.bads:,} bad ({formats.rate(model.bad_rate)})",
        "Features": f"{len(model.features)}, {len(model.categorical)} of them categorical, "
        f"{sum(map(bool, model.directions.values()))} constrained in direction",
        "Trees": str(model.trees),
        "Seed and threads": f"{model.seed}, {model.threads}",
        "Judged": model.split,
    }
    return {k: v if "`" in v else formats.markdown(v) for k, v in facts.items()}
