"""Tabs of the Features page over all features: what moved, and what is alike."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page, queries, values
from dashboard.charts.alike import LARGEST, correlation_map
from dashboard.charts.feature_strength import drift_ranked
from dashboard.findings import features as says
from dashboard.panels.features import labels_of
from dashboard.queries import features
from pipelines.profile import ALIKE, BookProfile

FIRST = 15


def show_drift(version_id: str, found: BookProfile) -> None:
    """All features by how far the newest applications lie from the older ones."""
    drifted = features.drifted(found)
    if not drifted or found.periods is None:
        st.markdown(
            "There are no two periods to compare: that takes 60 days of applications and at least "
            "30 applications in either period."
        )
        return
    sentence = says.drift(found, drifted)
    page.finding(sentence)
    frame = features.listed(found).dropna(subset="psi").sort_values("psi", ascending=False)
    card = page.chart(
        f"The {min(FIRST, len(drifted))} features that moved most",
        drift_ranked(drifted[:FIRST]),
        frame,
        alt=sentence,
        name="drift",
    )
    card.caption(
        f"{says.against(found.periods)}. Ticks: what sampling alone stays under in 95 of "
        "100 books. Dotted: 0.10, to watch, and 0.25, shifted. Missing values count as a bin."
    )
    currency = queries.version().book.currency
    page.table(
        frame.assign(**_medians(found, currency)),
        {
            "label": columns.text("Feature", pinned=True, width="medium"),
            "verdict": columns.text("Verdict"),
            "psi": columns.number("PSI", digits=3),
            "psi_by_chance": columns.number("By sampling", digits=3),
            "median_before": columns.text("Median before"),
            "median_now": columns.text("Median now"),
            "missing_before": columns.rate("Missing before"),
            "missing_now": columns.rate("Missing now"),
            "iv": columns.number("Information value"),
        },
        alt=f"All features by PSI; first {drifted[0].feature.label}",
        height=388 if len(frame) > 10 else "content",
    )


def _medians(found: BookProfile, currency: str) -> dict[str, Callable[[pd.DataFrame], pd.Series]]:
    def written(name: str, side: str) -> str:
        one = found.of(name)
        median = getattr(one.drift, side)
        return "" if median is None else values.value(median, one.feature.unit, currency)

    def column(side: str, frame: pd.DataFrame) -> pd.Series:
        return frame["name"].map(partial(written, side=side))

    return {side: partial(column, side) for side in ("median_before", "median_now")}


def show_alike(version_id: str, found: BookProfile) -> None:
    """The clusters, and the rank correlations within one of them."""
    labels = labels_of(found)
    sentence = says.alike(found, labels)
    page.finding(sentence)
    if not found.clusters:
        st.markdown(f"Alike means a rank correlation of {ALIKE} or more, whatever its sign.")
        return
    frame = pd.DataFrame(
        {
            "keep": labels[cluster.keep],
            "others": says.others(cluster, labels),
            "features": len(cluster.names),
            "weakest": cluster.weakest,
        }
        for cluster in found.clusters
    )
    page.titled("Clusters, the largest first", frame, "clusters")
    page.table(
        frame,
        {
            "keep": columns.text("Keep", width="medium", help="Of highest information value"),
            "features": columns.count("Features"),
            "weakest": columns.number("Smallest correlation", help="Of any two, without sign"),
            "others": columns.text("Ranks alike", width="large"),
        },
        alt=sentence,
        height="content",
    )
    _show_cluster(found, labels)


def _show_cluster(found: BookProfile, labels: dict[str, str]) -> None:
    by_name = {cluster.keep: cluster for cluster in found.clusters}
    chosen = st.selectbox(
        "Cluster of", list(by_name), format_func=labels.__getitem__, key="cluster",
        bind="query-params",
    )  # fmt: skip
    names = list(by_name[chosen].names)
    rho = found.correlation.loc[names, names]
    card = page.chart(
        f"Rank correlation of the {len(names)} features alike {labels[chosen]}",
        correlation_map(rho, labels),
        rho.rename(index=labels, columns=labels).reset_index(names="feature"),
        alt=f"Every two correlate by {by_name[chosen].weakest:.2f} or more",
        name="alike",
    )
    more = f" The first {LARGEST} are drawn." if len(names) > LARGEST else ""
    card.caption(
        f"Spearman's rank correlation over {formats.plural(found.n, 'application')}, the feature "
        f"to keep first.{more}"
    )
