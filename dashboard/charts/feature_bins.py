"""One feature by its values: how many went bad in each bin, and where the values lie."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.auc import wrapped
from dashboard.charts.dependence import axis_scale, axis_ticks

BARS = 30
FEW = 12
"""Up to so many different whole values are drawn one by one."""


def bad_rate(bins: pd.DataFrame, overall: float | None) -> go.Figure:
    """One line a bin, lowest values on top: bad rate, 95 % Wilson interval and n of outcomes.

    `bins` has bin, goods, bads, bad_rate, low and high; `overall` is the rate of the whole book.
    """
    shown = bins[bins["goods"] + bins["bads"] > 0]
    n = shown["goods"] + shown["bads"]
    fig = theme.figure(height=34 * len(shown) + 76, right=20, top=24)
    fig.add_trace(
        go.Scatter(
            x=shown["bad_rate"], y=list(range(len(shown))), mode="markers",
            marker={"size": 10, "color": theme.BOOK},
            error_x={
                "type": "data", "symmetric": False, "array": shown["high"] - shown["bad_rate"],
                "arrayminus": shown["bad_rate"] - shown["low"], "color": theme.BOOK,
                "thickness": 2,
            },
            customdata=np.column_stack([shown["bin"], shown["low"], shown["high"], shown["bads"],
                                        n]),
            hovertemplate="%{customdata[0]}<br>%{x:.1%} went bad, 95 % interval "
            "%{customdata[1]:.1%} to %{customdata[2]:.1%}<br>%{customdata[3]:,} of "
            "%{customdata[4]:,}<extra></extra>",
        )
    )  # fmt: skip
    if overall is not None:
        fig.add_vline(x=overall, line={"color": theme.NEUTRAL, "width": 1.5, "dash": "dot"})
        fig.add_annotation(
            x=overall, y=1, yref="paper", yanchor="bottom", text="all outcomes", showarrow=False,
            font={"color": theme.TEXT, "size": 11},
        )  # fmt: skip
    fig.update_yaxes(
        range=[len(shown) - 0.4, -0.6], tickvals=list(range(len(shown))), showgrid=False,
        ticktext=[f"{wrapped(str(name), 26)}, n = {count:,}"
                  for name, count in zip(shown["bin"], n, strict=True)],
    )  # fmt: skip
    fig.update_xaxes(
        title="Bad rate", tickformat=".0%", rangemode="tozero", showgrid=True,
        range=[0, min(1.0, 1.05 * float(shown["high"].max()))], nticks=5,
    )  # fmt: skip
    return fig


def distribution(
    before: pd.Series, now: pd.Series, written: Callable[[float], str], title: str
) -> go.Figure:
    """Where the values of either period lie, as shares of it, from percentile .5 to 99.5.

    `now` may be empty; skewed values stand on a logarithmic axis, labelled with the values.
    """
    every = pd.concat([before, now])
    scale = axis_scale(every)
    to_axis = _logged(scale) if scale else _plain
    edges = _edges(to_axis(every))
    fig = theme.figure(height=300, right=16, top=26)
    sides = {"reference": (before, theme.NEUTRAL), "newest": (now, theme.BOOK)}
    drawn = {name: side for name, side in sides.items() if len(side[0])}
    for values, colour in drawn.values():
        fig.add_trace(_outline(to_axis(values), edges, colour, every, to_axis, written))
    if len(drawn) > 1:
        theme.name_on_top(fig, {name: colour for name, (_, colour) in drawn.items()})
    low, high = edges[0], edges[-1]
    ticks = [tick for tick in axis_ticks(every) if low <= to_axis(pd.Series([tick]))[0] <= high]
    fig.update_xaxes(
        title=f"{title} (log scale)" if scale else title, range=[low, high],
        tickvals=to_axis(pd.Series(ticks, dtype=float)), ticktext=[written(tick) for tick in ticks],
    )  # fmt: skip
    fig.update_yaxes(title="Share of the period", tickformat=".0%", rangemode="tozero", nticks=4)
    return fig


def _outline(
    values: np.ndarray, edges: np.ndarray, colour: str, every: pd.Series,
    to_axis: Callable[[pd.Series], np.ndarray], written: Callable[[float], str],
) -> go.Scatter:  # fmt: skip
    """A histogram as a stepped, lightly filled outline."""
    counts, _ = np.histogram(values, bins=edges)
    shares = counts / max(len(values), 1)
    ordered = np.sort(every.to_numpy(dtype=float))
    at = np.searchsorted(to_axis(pd.Series(ordered)), edges)
    marks = [written(float(ordered[min(place, len(ordered) - 1)])) for place in at]
    return go.Scatter(
        x=edges, y=[*shares, shares[-1]], mode="lines", fill="tozeroy",
        line={"color": colour, "width": 2, "shape": "hv"},
        fillcolor=theme.faded(colour, 0.18),
        customdata=[[low, high, int(count)] for low, high, count in
                    zip(marks, [*marks[1:], marks[-1]], [*counts, counts[-1]], strict=True)],
        hovertemplate="%{customdata[0]} to %{customdata[1]}<br>%{y:.1%}, n = %{customdata[2]:,}"
        "<extra></extra>",
    )  # fmt: skip


def _edges(values: np.ndarray) -> np.ndarray:
    """Thirty equal steps, or one a value where few different whole ones occur."""
    different = np.unique(values)
    if len(different) <= FEW and np.allclose(different, np.round(different)):
        return np.arange(different[0] - 0.5, different[-1] + 1)
    low, high = np.quantile(values, [0.005, 0.995])
    return np.linspace(low, high if high > low else low + 1, BARS + 1)


def shares_by_text(bins: pd.DataFrame, names: Sequence[str]) -> go.Figure:
    """The texts of a feature by their share of either period; `names` are those to draw."""
    fig = theme.figure(height=44 * len(bins) + 60, right=40, top=26)
    colours = {"before": theme.NEUTRAL, "now": theme.BOOK, "n": theme.BOOK}
    for name in names:
        share = bins[name] / max(int(bins[name].sum()), 1)
        fig.add_trace(
            go.Bar(
                y=[wrapped(str(text), 26) for text in bins["bin"]], x=share, orientation="h",
                marker={"color": colours[name]}, customdata=bins[[name]],
                hovertemplate="%{y}<br>%{x:.1%}, n = %{customdata[0]:,}<extra></extra>",
            )
        )  # fmt: skip
    if len(names) > 1:
        theme.name_on_top(fig, {"reference": theme.NEUTRAL, "newest": theme.BOOK})
    fig.update_yaxes(autorange="reversed", type="category", showgrid=False)
    fig.update_xaxes(title="Share of the period", tickformat=".0%", rangemode="tozero", nticks=4)
    return fig


def _logged(scale: float) -> Callable[[pd.Series], np.ndarray]:
    return lambda values: np.log10(1 + values.to_numpy(dtype=float) / scale)


def _plain(values: pd.Series) -> np.ndarray:
    return values.to_numpy(dtype=float)
