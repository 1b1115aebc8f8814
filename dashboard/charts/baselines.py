"""How often the same applicants get the same reasons, against one baseline and another."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import theme
from dashboard.charts.auc import wrapped


def agreement_map(pairs: pd.DataFrame, share: str, labels: Mapping[str, str]) -> go.Figure:
    """A heat grid of the column `share` for every two baselines, in the order of `labels`.

    `pairs` has first, second and n; the darker a cell, the fewer applicants keep their reasons. A
    baseline against itself is left open.
    """
    names = [name for name in labels if name in set(pairs["first"])]
    wide = pairs.pivot(index="first", columns="second", values=share).loc[names, names]
    shown = [labels[name] for name in names]
    fig = theme.figure(height=52 * len(names) + 76, top=52)
    fig.add_trace(
        go.Heatmap(
            x=[wrapped(name, 14) for name in shown], y=shown,
            z=1 - wide.to_numpy(), zmin=0, zmax=1, colorscale=theme.SEVERITY_SCALE,
            showscale=False, xgap=2, ygap=2, hoverongaps=False,
            customdata=[[(one, other) for other in shown] for one in shown],
            text=[["" if np.isnan(cell) else formats.rate(cell, 0) for cell in row]
                  for row in wide.to_numpy()],
            texttemplate="%{text}",
            hovertemplate="%{customdata[0]} and %{customdata[1]}: %{text} the same"
            f"<br>n = {int(pairs['n'].max()):,}<extra></extra>",
        )
    )  # fmt: skip
    fig.update_xaxes(side="top", type="category", showgrid=False)
    fig.update_yaxes(autorange="reversed", type="category", showgrid=False)
    return fig
