"""One feature: its value against what it adds to the score."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme

MOST_TICKS = 4
SKEWED = 20
WIDE = 100
"""The axis is logarithmic where the 99th percentile is `SKEWED` times the median, and the highest
value `WIDE` times the lowest positive ones."""


def dependence(points: pd.DataFrame, steps: pd.DataFrame, written: Callable[[float], str],
               title: str, partner: str | None = None) -> go.Figure:  # fmt: skip
    """Dots of `points`, and the mean and the 10-90 % band of `steps` over them.

    `points` has value, contribution and partner_rank, which colours the dots where the feature has
    a `partner`; `steps` has value, contribution, low, high and n; `written` puts a value in words.
    Skewed values that are never negative stand on an axis of log10(1 + value / scale), labelled
    with the values themselves.
    """
    scale = axis_scale(points["value"])
    to_axis = partial(_log, scale=scale) if scale else _plain
    fig = theme.figure(height=400, right=16)
    fig.add_trace(
        go.Scatter(
            x=to_axis(points["value"]).astype("float32"),
            y=points["contribution"].to_numpy(dtype="float32"),
            mode="markers", marker=_dots(points, partner), hoverinfo="skip",
        )
    )  # fmt: skip
    x = to_axis(steps["value"])
    fig.add_trace(
        go.Scatter(
            x=[*x, *x[::-1]], y=[*steps["high"], *steps["low"][::-1]], fill="toself",
            mode="lines", line={"width": 0}, fillcolor=theme.faded(theme.TEXT, 0.12),
            hoverinfo="skip",
        )
    )  # fmt: skip
    words = [
        [written(value), n, low, high]
        for value, n, low, high in zip(
            steps["value"], steps["n"], steps["low"], steps["high"], strict=True
        )
    ]
    fig.add_trace(
        go.Scatter(
            x=x, y=steps["contribution"], mode="lines+markers",
            line={"color": theme.TEXT, "width": 2}, marker={"size": 5, "color": theme.TEXT},
            customdata=words,
            hovertemplate="Around %{customdata[0]}: %{y:+.3f} log-odds on average"
            "<br>four fifths from %{customdata[2]:+.3f} to %{customdata[3]:+.3f}"
            "<br>n = %{customdata[1]:,}<extra></extra>",
        )
    )  # fmt: skip
    fig.add_hline(y=0, line={"color": theme.NEUTRAL, "width": 1})
    ticks = axis_ticks(points["value"])
    fig.update_xaxes(
        tickvals=to_axis(pd.Series(ticks)),
        ticktext=[written(tick) for tick in ticks],
        title=f"{title} (log scale)" if scale else title,
    )
    fig.update_yaxes(title="Adds to the score, log-odds")
    return fig


def _dots(points: pd.DataFrame, partner: str | None) -> dict[str, Any]:
    if partner is None:
        return {"size": 5, "color": theme.faded(theme.BOOK, 0.35)}
    return {
        "size": 5, "color": points["partner_rank"].to_numpy(dtype="float32"),
        "colorscale": theme.RISK_SCALE, "cmin": 0, "cmax": 1, "opacity": 0.6,
        "colorbar": {
            "title": {"text": partner, "side": "top"}, "tickvals": [0, 1],
            "ticktext": ["low", "high"], **theme.BAR_ON_TOP,
        },
    }  # fmt: skip


def axis_scale(values: pd.Series) -> float | None:
    """The power of ten beneath nearly all positive values, or None for a plain axis."""
    if values.min() < 0 or values.max() <= 0:
        return None
    if values.quantile(0.99) <= SKEWED * max(values.median(), 1e-9):
        return None
    scale = float(10.0 ** np.floor(np.log10(values[values > 0].quantile(0.03))))
    return scale if values.max() >= WIDE * scale else None


def axis_ticks(values: pd.Series) -> list[float]:
    """Round values to label the axis with: powers of ten where it is logarithmic."""
    low, high, scale = float(values.min()), float(values.max()), axis_scale(values)
    if scale is None:
        return _even(low, high)
    bottom, top = round(np.log10(scale)), int(np.floor(np.log10(high)))
    powers = range(bottom + 1, top + 1)
    ticks = [10.0**power for power in powers if len(powers) <= MOST_TICKS or power % 2 == top % 2]
    return [0.0, *ticks] if low == 0 else ticks


def _even(low: float, high: float) -> list[float]:
    if high <= low:
        return [low]
    raw = (high - low) / 5
    size = 10.0 ** np.floor(np.log10(raw))
    step = next(unit * size for unit in (1, 2, 5, 10) if unit * size >= raw)
    return [float(tick) for tick in np.arange(np.ceil(low / step), high / step + 1e-9) * step]


def _log(values: pd.Series, scale: float) -> np.ndarray:
    return np.log10(1 + values.to_numpy(dtype=float) / scale)


def _plain(values: pd.Series) -> np.ndarray:
    return values.to_numpy(dtype=float)
