"""Two models side by side: difference with interval, curves overlaid, who would be swapped."""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.calibration import calibration
from dashboard.charts.discrimination import roc
from dashboard.findings import models as says
from dashboard.queries import comparison
from pipelines.model import Manifest


def show_comparison(manifests: list[Manifest]) -> None:
    """Choose two registered models and compare them on the cases both were judged on."""
    if len(manifests) < 2:
        st.markdown(
            "There is one registered model, so nothing to compare it with yet. "
            "Train another one, with another seed or on newer outcomes."
        )
        return
    by_id = {manifest.model_id: manifest for manifest in manifests}
    names = list(by_id)
    with st.container(horizontal=True):
        first = st.selectbox("Model", names, key="model", bind="query-params")
        others = [name for name in names if name != first]
        second = st.selectbox("Against", others, key="against", bind="query-params")
    _show(by_id[first], by_id[second])


def _show(first: Manifest, second: Manifest) -> None:
    found = comparison.compare(first, second)
    if found is None:
        st.markdown("These two were judged on no common cases of both kinds: no fair comparison.")
        return
    sentence = says.compared(first.model_id, second.model_id, found.difference, found.n)
    page.finding(sentence)
    left, right = st.columns(2)
    pair = (first, second)
    with left:
        curves = pd.concat(
            [pd.DataFrame(m.roc, columns=["fpr", "tpr"]).assign(model=m.model_id) for m in pair]
        )
        figure = roc([(m.model_id, m.roc) for m in pair])
        page.chart("ROC of both", figure, curves, alt=sentence, name="roc-both")
    with right:
        tables = [(m.model_id, m.calibration_table) for m in pair]
        bins = pd.concat([pd.DataFrame(rows).assign(model=name) for name, rows in tables])
        figure = calibration(tables)
        page.chart("Calibration of both", figure, bins, alt=sentence, name="calibration-both")
    _show_swaps(found, first.model_id, second.model_id)


def _show_swaps(found: comparison.Comparison, first: str, second: str) -> None:
    rate = formats.rate(found.approved / found.n)
    page.titled(f"Swap set at {rate} approved by PD alone", found.swaps, "swap-set")
    page.table(
        found.swaps.replace({"first": first, "second": second}),
        {
            "who": columns.text("Approved by"),
            "n": columns.count("Cases"),
            "bads": columns.count("Bad"),
            "rate": columns.rate("Default rate"),
            "interval": columns.text("95 % interval"),
        },
        alt="Cases approved by both models, by one of them and by neither",
    )
