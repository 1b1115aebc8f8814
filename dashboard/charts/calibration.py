"""Mean PD against the default rate that was observed, with the interval of that rate."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import theme
from pipelines.stats.calibration import CalibrationBin
from pipelines.validation.grades import GradeCalibration

SIDES = ((theme.BOOK, "circle", "●"), (theme.SECOND, "square", "■"))
LIGHTS = {
    "green": (theme.LOWERS_RISK, "circle", "●"),
    "yellow": (theme.STANDS_OUT, "diamond", "◆"),
    "red": (theme.ACTION, "x", "✕"),
}
"""Colour, mark and sign of each light."""


def calibration(tables: Sequence[tuple[str, Sequence[CalibrationBin]]]) -> go.Figure:
    """Bins of up to two models on the line where PD and rate agree."""
    fig = theme.figure(height=360, right=16, top=28 if len(tables) > 1 else 8)
    top = max(max(row.high, row.mean_pd) for _, rows in tables for row in rows) * 1.05
    fig.add_shape(
        type="line", x0=0, y0=0, x1=top, y1=top,
        line={"color": theme.NEUTRAL, "dash": "dot", "width": 1},
    )  # fmt: skip
    for (name, rows), (colour, symbol, _) in zip(tables, SIDES, strict=False):
        fig.add_trace(_bins(name, rows, colour, symbol))
    if len(tables) > 1:
        sides = zip(tables, SIDES, strict=False)
        names = {f"{sign} {name}": colour for (name, _), (colour, _, sign) in sides}
        theme.name_on_top(fig, names)
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


def by_grade(grades: Sequence[GradeCalibration]) -> go.Figure:
    """One line a grade, safest on top: observed rate with interval, and the mean PD as a tick."""
    fig = theme.figure(height=40 * len(grades) + 88, right=20, top=28)
    places = list(range(len(grades)))
    fig.add_trace(
        go.Scatter(
            x=[row.rate.estimate for row in grades], y=places, mode="markers", cliponaxis=False,
            marker={
                "size": 11, "color": [LIGHTS[row.light][0] for row in grades],
                "symbol": [LIGHTS[row.light][1] for row in grades],
            },
            error_x={
                "type": "data", "symmetric": False,
                "array": [row.rate.high - row.rate.estimate for row in grades],
                "arrayminus": [row.rate.estimate - row.rate.low for row in grades],
                "color": theme.faded(theme.TEXT, 0.5), "thickness": 1.5,
            },
            customdata=[[r.grade, r.rate.low, r.rate.high, r.bads, r.n, r.light, r.jeffreys]
                        for r in grades],
            hovertemplate="%{customdata[0]}: %{customdata[5]}<br>Observed %{x:.2%}, 95 % interval "
            "%{customdata[1]:.1%} to %{customdata[2]:.1%}<br>%{customdata[3]:,} bads, "
            "n = %{customdata[4]:,}<br>Jeffreys p %{customdata[6]:.4f}<extra></extra>",
        )
    )  # fmt: skip
    fig.add_trace(
        go.Scatter(
            x=[row.mean_pd for row in grades], y=places, mode="markers", cliponaxis=False,
            marker={"size": 16, "symbol": "line-ns-open", "color": theme.TEXT, "line_width": 3},
            customdata=[[row.grade] for row in grades],
            hovertemplate="%{customdata[0]}<br>Mean PD %{x:.2%}<extra></extra>",
        )
    )  # fmt: skip
    drawn = {row.light for row in grades}
    names = {f"{sign} {light}": colour for light, (colour, _, sign) in LIGHTS.items()
             if light in drawn}  # fmt: skip
    theme.name_on_top(fig, {**names, "| mean PD": theme.TEXT})
    fig.update_yaxes(
        range=[len(grades) - 0.4, -0.6], tickvals=places, showgrid=False,
        ticktext=[f"{row.grade}, n = {formats.count(row.n)}" for row in grades],
    )  # fmt: skip
    top = max([max(row.rate.high, row.mean_pd) for row in grades], default=1.0)
    fig.update_xaxes(
        title="Default rate", tickformat=".0%", range=[-0.03 * top, 1.05 * top], showgrid=True,
        nticks=6,
    )  # fmt: skip
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
