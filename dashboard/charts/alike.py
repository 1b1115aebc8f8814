"""Rank correlation of the features that rank the applications alike."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.auc import wrapped

LARGEST = 40
SCALE = [[0, theme.faded(theme.BOOK, 0.02)], [1, theme.faded(theme.BOOK, 0.3)]]
WRITTEN = 12
"""Up to so many features, each cell says its figure."""


def correlation_map(correlation: pd.DataFrame, labels: dict[str, str]) -> go.Figure:
    """Spearman's rho of every two features, numbered in their order down and across.

    The colour says how close, the figure also which way.
    """
    shown = correlation.iloc[:LARGEST, :LARGEST]
    size = 34 if len(shown) <= WRITTEN else 18
    fig = theme.figure(height=size * len(shown) + 60, top=30)
    names = [labels[name] for name in shown.columns]
    numbers = [str(n) for n in range(1, len(shown) + 1)]
    fig.add_trace(
        go.Heatmap(
            x=numbers,
            y=[f"{wrapped(name, 22)} {n}" for n, name in zip(numbers, names, strict=True)],
            z=shown.abs().round(3).to_numpy(),
            zmin=0, zmax=1, colorscale=SCALE, showscale=False, xgap=2, ygap=2,
            text=shown.round(3).to_numpy(), textfont={"color": theme.TEXT},
            texttemplate="%{text:.2f}" if len(shown) <= WRITTEN else "",
            customdata=[[[down, across] for across in names] for down in names],
            hovertemplate="%{customdata[0]} and %{customdata[1]}<br>rank correlation %{text:+.2f}"
            "<extra></extra>",
        )
    )  # fmt: skip
    fig.update_xaxes(side="top", type="category", showgrid=False, ticks="")
    fig.update_yaxes(autorange="reversed", type="category", showgrid=False, ticks="")
    return fig
