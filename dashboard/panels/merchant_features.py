"""What the model saw of a merchant: features against their peers, and the rows behind them."""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.merchant import against_peers
from dashboard.findings import merchant as findings
from dashboard.queries import merchant
from dashboard.values import value
from pipelines.explain import Explanation

DRAWN_FEATURES = 8


def show_features(
    version_id: str, asked: pd.Series, explanation: Explanation, currency: str
) -> None:
    """What the model saw: the strongest features against their peers, then all of them."""
    peers = merchant.peers(version_id, explanation.contributions)
    numeric = [peer for peer in peers if peer.median is not None][:DRAWN_FEATURES]
    st.markdown(formats.markdown(findings.cut(asked, explanation)))
    st.caption(
        "Grey: all applications between their 1st and 99th percentile. The mark is this merchant: "
        "brown where the feature raises the risk, green where it lowers it."
    )
    with st.grid(4, min_column_width=200):
        for peer in numeric:
            with st.container(border=True):
                _draw_peer(version_id, peer, currency)
    frame = feature_frame(peers, currency)
    page.titled("Every feature the model saw", frame, "features")
    page.table(
        frame,
        {
            "label": columns.text("Feature", pinned=True),
            "value": columns.text("This merchant"),
            "median": columns.text("Median of all"),
            "below": columns.share("Share of all below"),
            "contribution": columns.number("Part of score", digits=4, help="Log-odds"),
            "group": columns.text("Driver group"),
            "meaning": columns.text("Meaning", width="large"),
        },
        alt="Every feature with its value, its peers and its part of the score",
        height=420,
    )


def _draw_peer(version_id: str, peer: merchant.Peer, currency: str) -> None:
    feature = peer.feature
    own = peer.value if isinstance(peer.value, float) else None
    shown = value(peer.value, feature.unit, currency)
    scale = {"money": 0.01, "share": 100.0}.get(feature.unit, 1.0)
    st.markdown(
        f"**{formats.markdown(feature.label)}**  \n{formats.markdown(shown)} "
        f":gray[:small[median {formats.markdown(value(peer.median, feature.unit, currency))}]]",
        help=formats.markdown(feature.meaning),
    )
    values = merchant.distribution(version_id, feature.name)
    st.plotly_chart(
        against_peers(values, own, raises=peer.contribution > 0, scale=scale),
        config=page.QUIET_CHART,
        key=f"peer-{feature.name}",
        alt=f"{feature.label}: {shown}"
        + (
            f", above {formats.rate(peer.below, 0)} of {peer.n} applications"
            if own is not None
            else ""
        ),
    )


def feature_frame(peers: list[merchant.Peer], currency: str) -> pd.DataFrame:
    """One row a feature, values in words because each has its own unit."""
    return pd.DataFrame(
        [
            {
                "label": peer.feature.label,
                "value": value(peer.value, peer.feature.unit, currency),
                "median": value(peer.median, peer.feature.unit, currency),
                "below": peer.below,
                "contribution": peer.contribution,
                "group": peer.feature.group,
                "meaning": peer.feature.meaning,
            }
            for peer in peers
        ]
    )
