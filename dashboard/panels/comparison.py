"""Two models side by side: difference with interval, curves overlaid, who would be swapped."""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page, values
from dashboard.charts.calibration import calibration
from dashboard.charts.discrimination import roc
from dashboard.findings import models as says
from dashboard.queries import models
from pipelines.model import Comparison, Manifest


def show_comparison(manifests: list[Manifest], version_id: str) -> None:
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
    _show(by_id[first], by_id[second], version_id)


def _show(first: Manifest, second: Manifest, version_id: str) -> None:
    found = models.comparison(first, second, version_id)
    if found is None:
        st.markdown("These two were judged on no common cases of both kinds: no fair comparison.")
        return
    sentence = says.compared(found)
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
    _show_swaps(found)


def _show_swaps(found: Comparison) -> None:
    """Who changes sides where both approve the same number of cases."""
    rows = pd.DataFrame(
        [
            {
                "who": values.named(group.who) if group.who in ("both", "neither") else group.who,
                "n": group.n,
                "bads": group.bads,
                "rate": group.rate.estimate if group.rate else None,
                "interval": f"{formats.rate(group.rate.low)} to {formats.rate(group.rate.high)}"
                if group.rate
                else "",
            }
            for group in found.swaps
        ]
    )
    page.finding(says.swapped(found))
    share = formats.rate(found.approved / found.n)
    page.titled(f"Swap set at {share} approved by PD alone", rows, "swap-set")
    page.table(
        rows,
        {
            "who": columns.text("Approved by"),
            "n": columns.count("Cases"),
            "bads": columns.count("Bad"),
            "rate": columns.rate("Went bad"),
            "interval": columns.text("95 % interval"),
        },
        alt=says.swapped(found),
        height="content",
    )
