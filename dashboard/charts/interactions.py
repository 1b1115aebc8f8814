"""Pairs of features that the model uses together: their ranking, and what one pair adds."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.auc import wrapped
from dashboard.charts.drivers import signed

CELLS = 5


def ranking(pairs: pd.DataFrame) -> go.Figure:
    """One bar a pair, strongest on top; `pairs` has first_label, second_label and strength."""
    fig = theme.figure(height=40 * len(pairs) + 60, right=52)
    names = [f"{one} × {two}" for one, two in
             zip(pairs["first_label"], pairs["second_label"], strict=True)]  # fmt: skip
    fig.add_trace(
        go.Bar(
            y=[wrapped(name, 34) for name in names], x=pairs["strength"], orientation="h",
            marker={"color": theme.BOOK}, text=[f"{size:.1f}\u00a0%" for size in pairs["strength"]],
            textposition="outside", cliponaxis=False, customdata=pairs[["mean_size", "n"]],
            hovertemplate="%{y}<br>%{x:.2f} % of the strength of all pairs<extra></extra>",
        )
    )  # fmt: skip
    fig.update_yaxes(autorange="reversed", type="category", showgrid=False)
    fig.update_xaxes(title="Share of the strength of all pairs, %", rangemode="tozero", nticks=5)
    return fig


def gridded(pair: pd.DataFrame) -> pd.DataFrame:
    """Mean joint contribution and n by equal parts of both values, at most five by five.

    `pair` has first_value, second_value and contribution; the rows returned have first and second
    (the median value of the part), contribution and n.
    """
    parts = pd.DataFrame({side: _parts(pair[f"{side}_value"]) for side in ("first", "second")})
    middle = {
        side: pair.groupby(parts[side])[f"{side}_value"].median() for side in ("first", "second")
    }
    cells = pair["contribution"].groupby([parts["first"], parts["second"]])
    found = cells.agg(["mean", "size"]).reset_index()
    return pd.DataFrame(
        {
            "first": found["first"].map(middle["first"]),
            "second": found["second"].map(middle["second"]),
            "contribution": found["mean"],
            "n": found["size"],
        }
    )


def _parts(values: pd.Series) -> pd.Series:
    places = (values.rank(method="average", pct=True) * CELLS).clip(upper=CELLS - 1e-9)
    return places.astype(int)


def pair_map(
    grid: pd.DataFrame, labels: tuple[str, str],
    written: tuple[Callable[[float], str], Callable[[float], str]],
) -> go.Figure:  # fmt: skip
    """A heat grid of what the pair adds together: the first feature across, the second up."""
    wide = grid.pivot(index="second", columns="first", values="contribution")
    counts = grid.pivot(index="second", columns="first", values="n").fillna(0)
    reach = float(np.nanmax(np.abs(wide.to_numpy()))) or 1.0
    fig = theme.figure(height=360)
    fig.add_trace(
        go.Heatmap(
            x=_distinct([written[0](value) for value in map(float, wide.columns)]),
            y=_distinct([written[1](value) for value in map(float, wide.index)]),
            z=wide.round(4).to_numpy(), zmin=-reach, zmax=reach, colorscale=theme.RISK_SCALE,
            showscale=False, xgap=2, ygap=2, customdata=counts.to_numpy(),
            text=[[signed(value) for value in row] for row in wide.to_numpy()],
            texttemplate="%{text}",
            hovertemplate="Around %{x} and %{y}: %{z:+.3f} log-odds together"
            "<br>n = %{customdata:,}<extra></extra>",
        )
    )  # fmt: skip
    fig.update_xaxes(type="category", showgrid=False, title=labels[0])
    fig.update_yaxes(type="category", showgrid=False, title=wrapped(labels[1], 30))
    return fig


def _distinct(names: list[str]) -> list[str]:
    """Names that would fall together on the axis, told apart by invisible spaces."""
    return [f"{name}{chr(0x200B) * names[:place].count(name)}" for place, name in enumerate(names)]
