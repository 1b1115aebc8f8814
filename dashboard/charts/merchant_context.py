"""Features against peers, nearest merchants by distance, and a merchant's PD over time."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.auc import wrapped
from dashboard.charts.drivers import signed

SYMBOLS = {"approve": "circle", "counter-offer": "diamond", "refer": "square", "decline": "x"}
LETTERED = 10
"""Up to so many applications, each point bears its grade."""
KINDS = {"Approved": ("circle", theme.BOOK), "Defaulted": ("x", theme.ACTION)}


def places(frame: pd.DataFrame) -> go.Figure:
    """One row a feature, strongest on top: where it stands among peers and among the approved.

    `frame` has label, value and the percentiles peers and approved; the band is the middle half.
    """
    fig = theme.figure(height=30 * len(frame) + 90, top=30)
    labels = [wrapped(str(label), 30) for label in frame["label"]]
    fig.add_vrect(x0=0.25, x1=0.75, fillcolor=theme.faded(theme.NEUTRAL, 0.15), line_width=0)
    fig.add_vline(x=0.5, line={"color": theme.NEUTRAL, "width": 1})
    looks = {
        "approved": ("Approved applicants", "diamond-open", theme.SECOND),
        "peers": ("Peers", "circle", theme.BOOK),
    }
    for column, (name, symbol, colour) in looks.items():
        fig.add_trace(
            go.Scatter(
                y=labels, x=frame[column], mode="markers", name=name, cliponaxis=False,
                marker={"symbol": symbol, "size": 11, "color": colour,
                        "line": {"width": 2, "color": colour}},
                customdata=frame[["value"]],
                hovertemplate=f"%{{y}}: %{{customdata[0]}}<br>above %{{x:.0%}} of {name.lower()}"
                "<extra></extra>",
            )
        )  # fmt: skip
    theme.name_on_top(fig, {"Peers ●": theme.BOOK, "approved ◇": theme.SECOND})
    fig.update_yaxes(autorange="reversed", type="category", showgrid=True)
    fig.update_xaxes(range=[-0.05, 1.05], tickformat=".0%", title="Share of them with less")
    return fig


def by_distance(frame: pd.DataFrame) -> go.Figure:
    """Nearest merchants by their distance; `frame` has kind, name, distance, pd, application_id."""
    fig = theme.figure(height=190)
    for kind, (symbol, colour) in KINDS.items():
        part = frame[frame["kind"] == kind]
        fig.add_trace(
            go.Scatter(
                y=[kind] * len(part), x=part["distance"], mode="markers", name=kind,
                marker={"symbol": symbol, "size": 12, "color": colour},
                customdata=part[["application_id", "name", "pd"]],
                hovertemplate="%{customdata[1]}, %{customdata[0]}<br>distance %{x:.3f} log-odds, "
                "PD %{customdata[2]:.2%}<extra></extra>",
            )
        )  # fmt: skip
    fig.update_yaxes(
        type="category", categoryorder="array", categoryarray=["Defaulted", "Approved"]
    )
    fig.update_xaxes(
        title="Distance from this merchant, log-odds", rangemode="tozero", showgrid=True
    )
    return fig


def pd_over_time(frame: pd.DataFrame) -> go.Figure:
    """PD at each application with its grade; `frame` has applied_at, pd, grade, code, decision."""
    fig = theme.figure(height=280, right=24, top=20)
    fig.add_trace(
        go.Scatter(
            x=frame["applied_at"], y=frame["pd"], mode="lines+markers+text",
            line={"color": theme.BOOK, "width": 1.5},
            marker={
                "color": theme.BOOK, "size": 11,
                "symbol": [SYMBOLS.get(code, "circle-open") for code in frame["code"]],
            },
            text=frame["grade"] if len(frame) <= LETTERED else None,
            textposition="top center", cliponaxis=False,
            customdata=frame[["application_id", "decision", "grade"]],
            hovertemplate=f"%{{x|{theme.DAY}}}, %{{customdata[0]}}<br>PD %{{y:.2%}}, grade "
            "%{customdata[2]}<br>%{customdata[1]}<extra></extra>",
        )
    )  # fmt: skip
    fig.update_yaxes(title="PD", tickformat=".1~%", rangemode="tozero", nticks=6)
    fig.update_xaxes(tickformat=theme.MONTH_TICK, nticks=8)
    return fig


def what_moved(before: float, moves: Sequence[tuple[str, float]], after: float) -> go.Figure:
    """From one score to the next, one step a driver group, in log-odds."""
    labels = ["Score before", *(name for name, _ in moves), "This score"]
    steps = [before, *(change for _, change in moves), after]
    reached = [before, after]
    for _, change in moves:
        reached.append(reached[-1] + change if len(reached) > 2 else before + change)
    fig = theme.figure(height=30 * len(labels) + 60)
    fig.add_trace(
        go.Waterfall(
            orientation="h", y=labels, x=steps,
            measure=["absolute", *("relative" for _ in moves), "total"],
            text=[f"{step:.2f}" if n in (0, len(steps) - 1) else signed(step)
                  for n, step in enumerate(steps)],
            textposition="outside", cliponaxis=False,
            increasing={"marker": {"color": theme.RAISES_RISK}},
            decreasing={"marker": {"color": theme.LOWERS_RISK}},
            totals={"marker": {"color": theme.BOOK}},
            connector={"line": {"color": theme.GRID, "width": 1}},
            hovertemplate="%{y}: %{text} log-odds<extra></extra>",
        )
    )  # fmt: skip
    low, high = min(reached), max(reached)
    pad = 0.25 * (high - low or 1.0)
    fig.update_yaxes(autorange="reversed", showgrid=False)
    fig.update_xaxes(
        title="log-odds of default; right is riskier", range=[low - pad, high + pad], showgrid=True
    )
    return fig
