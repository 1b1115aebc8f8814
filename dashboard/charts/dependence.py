"""One feature: its value against what it adds to the score."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme

STEPS, MOST_TICKS = 20, 4
SKEWED = 20
WIDE = 100
"""The axis is logarithmic where the 99th percentile is `SKEWED` times the median, beyond `WIDE`."""


def dependence(frame: pd.DataFrame, every: pd.DataFrame, written: Callable[[float], str],
               title: str) -> go.Figure:  # fmt: skip
    """Dots of `frame` and the mean of `every` by equal parts of its values.

    Both have value and contribution; `written` puts a value in words. Skewed values that are never
    negative stand on an axis of log10(1 + value / scale), labelled with the values themselves.
    """
    scale = axis_scale(every["value"])
    to_axis = partial(_log, scale=scale) if scale else _plain
    fig = theme.figure(height=380, right=16)
    fig.add_trace(
        go.Scatter(
            x=to_axis(frame["value"]).astype("float32"),
            y=frame["contribution"].to_numpy(dtype="float32"),
            mode="markers",
            marker={"size": 6, "color": theme.faded(theme.BOOK, 0.35)},
            hoverinfo="skip",
        )
    )
    steps = stepped(every)
    words = [[written(value), n] for value, n in zip(steps["value"], steps["n"], strict=True)]
    fig.add_trace(
        go.Scatter(
            x=to_axis(steps["value"]), y=steps["contribution"], mode="lines+markers",
            line={"color": theme.TEXT, "width": 2}, marker={"size": 5, "color": theme.TEXT},
            customdata=words,
            hovertemplate="Around %{customdata[0]}: %{y:+.3f} log-odds on average"
            "<br>n = %{customdata[1]:,}<extra></extra>",
        )
    )  # fmt: skip
    fig.add_hline(y=0, line={"color": theme.NEUTRAL, "width": 1})
    ticks = axis_ticks(every["value"])
    fig.update_xaxes(
        tickvals=to_axis(pd.Series(ticks)),
        ticktext=[written(tick) for tick in ticks],
        title=f"{title} (log scale)" if scale else title,
    )
    fig.update_yaxes(title="Adds to the score, log-odds")
    return fig


def axis_scale(values: pd.Series) -> float | None:
    """The power of ten beneath nearly all positive values, or None for a plain axis."""
    if values.min() < 0 or values.max() < WIDE:
        return None
    if values.quantile(0.99) <= SKEWED * max(values.median(), 1e-9):
        return None
    return float(10.0 ** np.floor(np.log10(values[values > 0].quantile(0.03))))


def stepped(frame: pd.DataFrame) -> pd.DataFrame:
    """Median value, mean contribution and n of up to `STEPS` equal parts of the values."""
    places = (frame["value"].rank(method="average", pct=True) * STEPS).clip(upper=STEPS - 1e-9)
    parts = frame.groupby(places.astype(int))
    return pd.DataFrame(
        {
            "value": parts["value"].median(),
            "contribution": parts["contribution"].mean(),
            "n": parts.size(),
        }
    )


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
