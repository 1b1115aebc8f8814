"""What drives the scores: bars of mean movement, by driver group or by feature."""

import math

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.auc import wrapped


def importance(frame: pd.DataFrame, label: str) -> go.Figure:
    """One bar a row, strongest on top; `frame` has `label`, importance, share and n."""
    fig = theme.figure(height=34 * len(frame) + 60, right=52)
    fig.add_trace(
        go.Bar(
            y=[wrapped(str(name), 30) for name in frame[label]],
            x=frame["importance"],
            orientation="h",
            marker={"color": theme.BOOK},
            text=[f"{share:.1%}".replace("%", "\u00a0%") for share in frame["share"]],
            textposition="outside",
            cliponaxis=False,
            customdata=frame[["share", "n"]],
            hovertemplate="%{y}<br>Moves a score by %{x:.3f} log-odds on average, "
            "%{customdata[0]:.1%} of all movement<br>n = %{customdata[1]:,}<extra></extra>",
        )
    )
    fig.update_yaxes(autorange="reversed", type="category", showgrid=False)
    fig.update_xaxes(title="Mean movement of the score, log-odds", rangemode="tozero", nticks=5)
    return fig


def cohort_map(frame: pd.DataFrame, groups: list[str], cohorts: list[str]) -> go.Figure:
    """Mean joint contribution of each driver group (down) in each cohort (across).

    `frame` has cohort, n, driver_group and contribution; `groups` and `cohorts` give the order.
    """
    wide = frame.pivot(index="driver_group", columns="cohort", values="contribution")
    wide = wide.loc[groups, cohorts]
    sizes = frame.groupby("cohort")["n"].first()
    reach = float(wide.abs().to_numpy().max()) or 1.0
    fig = theme.figure(height=34 * len(groups) + 70, top=44)
    fig.add_trace(
        go.Heatmap(
            x=[f"{wrapped(str(name), 14)}<br>n = {sizes[name]:,}" for name in wide.columns],
            y=groups, z=wide.round(4).to_numpy(), zmin=-reach, zmax=reach,
            colorscale=theme.RISK_SCALE, showscale=False, xgap=2, ygap=2,
            text=[[signed(value) for value in row] for row in wide.to_numpy()],
            texttemplate="%{text}",
            hovertemplate="%{y}, %{x}<br>Moves the score by %{z:+.3f} log-odds on average"
            "<extra></extra>",
        )
    )  # fmt: skip
    fig.update_xaxes(side="top", type="category", showgrid=False)
    fig.update_yaxes(autorange="reversed", type="category", showgrid=False)
    return fig


def signed(value: float) -> str:
    """A log-odds with its sign to two decimals, zero without one, empty where there is none."""
    if math.isnan(value):
        return ""
    return f"{value:+.2f}" if abs(value) >= 0.005 else "0"
