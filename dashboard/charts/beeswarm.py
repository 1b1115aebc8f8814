"""Every sampled application as a dot: where its contribution lies, how high its value is."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.auc import wrapped

BINS = 80
SPREAD = 0.38


def beeswarm(frame: pd.DataFrame, labels: Mapping[str, str]) -> go.Figure:
    """Features down in the order of `labels`, contributions across, coloured by the value's rank.

    `frame` has name, contribution and rank (0 lowest value, 1 highest, missing without a value).
    """
    fig = theme.figure(height=38 * len(labels) + 80, right=8, top=8)
    names = {name: place for place, name in enumerate(labels)}
    lanes = frame["name"].map(names).to_numpy(dtype="float32")
    x = frame["contribution"].to_numpy(dtype="float32")
    known = frame["rank"].notna().to_numpy()
    y = lanes + offsets(frame)
    common = {"mode": "markers", "hoverinfo": "skip"}
    fig.add_trace(
        go.Scatter(
            x=x[~known], y=y[~known],
            marker={"size": 5, "color": theme.NEUTRAL, "symbol": "x"}, **common,
        )
    )  # fmt: skip
    fig.add_trace(
        go.Scatter(
            x=x[known], y=y[known], **(common | {"hoverinfo": None}),
            marker={
                "size": 5, "color": frame["rank"].to_numpy(dtype="float32")[known],
                "colorscale": theme.RISK_SCALE, "cmin": 0, "cmax": 1,
                "colorbar": {
                    "title": {"text": "Value", "side": "top"}, "tickvals": [0, 1],
                    "ticktext": ["low", "high"], **theme.BAR_ON_TOP,
                },
            },
            hovertemplate="%{x:+.3f} log-odds, value higher than %{marker.color:.0%} of the "
            "sample<extra></extra>",
        )
    )  # fmt: skip
    fig.add_vline(x=0, line={"color": theme.NEUTRAL, "width": 1})
    fig.update_yaxes(
        range=[len(labels) - 0.4, -0.6], tickvals=list(range(len(labels))), showgrid=False,
        ticktext=[wrapped(label) for label in labels.values()],
    )  # fmt: skip
    fig.update_xaxes(title="Lowers the risk ← log-odds → raises it", nticks=7)
    return fig


def offsets(frame: pd.DataFrame) -> np.ndarray:
    """Vertical places that keep a lane's dots apart: the k-th dot of a bin goes k steps out."""
    bins = pd.cut(frame["contribution"], BINS, labels=False)
    place = frame.groupby([frame["name"], bins]).cumcount().to_numpy()
    widest = frame.groupby([frame["name"], bins])["contribution"].transform("size").max()
    steps = np.where(place % 2 == 0, place // 2, -(place // 2 + 1))
    return (steps * min(0.09, 2 * SPREAD / max(int(widest), 1))).astype("float32")
