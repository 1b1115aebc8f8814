"""Mean PD against the default rate that was observed, with the interval of that rate."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import theme
from pipelines.stats.calibration import CalibrationBin

SIDES = ((theme.BOOK, "circle"), (theme.SECOND, "square"))


def calibration(tables: Sequence[tuple[str, Sequence[CalibrationBin]]]) -> go.Figure:
    """Bins of up to two models on the line where PD and rate agree."""
    fig = theme.figure(height=360, right=16)
    top = max(max(row.high, row.mean_pd) for _, rows in tables for row in rows) * 1.05
    fig.add_shape(
        type="line", x0=0, y0=0, x1=top, y1=top,
        line={"color": theme.NEUTRAL, "dash": "dot", "width": 1},
    )  # fmt: skip
    for (name, rows), (colour, symbol) in zip(tables, SIDES, strict=False):
        fig.add_trace(_bins(name, rows, colour, symbol))
    if len(tables) > 1:
        theme.legend_on_top(fig)
    widest = max(row.mean_pd for _, rows in tables for row in rows)
    fig.update_xaxes(range=[0, widest * 1.08], tickformat=".0%", title="Mean PD")
    fig.update_yaxes(range=[0, top], tickformat=".0%", title="Default rate")
    return fig


def _bins(name: str, rows: Sequence[CalibrationBin], colour: str, symbol: str) -> go.Scatter:
    return go.Scatter(
        x=[row.mean_pd for row in rows],
        y=[row.rate for row in rows],
        name=name,
        mode="markers",
        cliponaxis=False,
        marker={"size": 10, "color": colour, "symbol": symbol},
        error_y=_whiskers(rows, colour),
        customdata=[[row.low, row.high, row.n, row.bads] for row in rows],
        hovertemplate=f"{name}<br>Mean PD %{{x:.2%}}, observed %{{y:.2%}}<br>95 % interval "
        "%{customdata[0]:.1%} to %{customdata[1]:.1%}<br>%{customdata[3]:,} bads, "
        "n = %{customdata[2]:,}<extra></extra>",
    )


def by_grade(rows: Sequence[tuple[str, CalibrationBin]]) -> go.Figure:
    """Observed rate with interval and mean PD for each grade, best grade first."""
    fig = theme.figure(height=360, right=16)
    names = [f"{grade}<br>n = {formats.count(row.n)}" for grade, row in rows]
    bins = [row for _, row in rows]
    fig.add_trace(
        go.Scatter(
            x=names, y=[row.rate for row in bins], name="Default rate", mode="markers",
            cliponaxis=False,
            marker={"size": 11, "color": theme.BOOK}, error_y=_whiskers(bins, theme.BOOK),
            customdata=[[row.low, row.high, row.bads] for row in bins],
            hovertemplate="Grade %{x}<br>Observed %{y:.2%}, 95 % interval %{customdata[0]:.1%} to "
            "%{customdata[1]:.1%}<br>%{customdata[2]:,} bads<extra></extra>",
        )
    )  # fmt: skip
    fig.add_trace(
        go.Scatter(
            x=names, y=[row.mean_pd for row in bins], name="Mean PD", mode="markers",
            cliponaxis=False,
            marker={"size": 16, "symbol": "line-ew-open", "color": theme.TEXT, "line_width": 3},
            hovertemplate="Grade %{x}<br>Mean PD %{y:.2%}<extra></extra>",
        )
    )  # fmt: skip
    theme.legend_on_top(fig)
    fig.update_xaxes(type="category")
    fig.update_yaxes(tickformat=".0%", rangemode="tozero")
    return fig


def _whiskers(rows: Sequence[CalibrationBin], colour: str) -> dict[str, object]:
    return {
        "type": "data",
        "symmetric": False,
        "array": [row.high - row.rate for row in rows],
        "arrayminus": [row.rate - row.low for row in rows],
        "color": theme.faded(colour, 0.6),
        "thickness": 1.5,
    }
