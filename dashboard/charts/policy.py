"""The efficient frontier, and the default rates of a swap set."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import numpy as np
import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme
from pipelines.simulation.frontier import Frontier
from pipelines.simulation.swaps import SwapGroup

Against = Literal["loss", "approval"]
MARKS = {
    "Today": (theme.TEXT, "circle-open", "○"),
    "Draft": (theme.THIRD, "diamond", "◆"),
    "Optimum": (theme.SECOND, "star", "★"),
}
GROUPS = {
    "won": "Won: only the draft lends",
    "lost": "Lost: only today's policy lends",
    "kept": "Kept: both lend",
}


def frontier(
    found: Frontier, marks: Mapping[str, tuple[float, float]], against: Against, currency: str
) -> go.Figure:
    """Expected profit up, expected loss or approval rate across; each point is a policy.

    `marks` places named policies at (loss in cents or approval rate, profit in cents).
    """
    fig = theme.figure(height=400, top=46, right=14)
    sweep, sign = found.sweep, formats.symbol(currency)
    x = sweep.loss_cents / 100 if against == "loss" else sweep.approval_rate
    best = found.by_loss if against == "loss" else found.by_approval
    for multiple in np.unique(found.limits):
        held = found.limits == multiple
        fig.add_trace(_line(x[held], sweep.profit_cents[held] / 100, multiple))
    fig.add_trace(_efficient(found, x, best, sign))
    for name, (place, profit) in marks.items():
        fig.add_trace(_mark(name, place / 100 if against == "loss" else place, profit / 100, sign))
    name_marks(fig, {"efficient": theme.BOOK, "other policies": theme.NEUTRAL}, marks)
    _axes(fig, x, against, currency)
    profits = sweep.profit_cents / 100
    highest, lowest = float(profits.max(initial=0)), float(profits.min(initial=0))
    floor = max(lowest, -0.5 * highest) if highest > 0 else lowest
    fig.update_yaxes(
        title="Expected profit", **axes.money(highest, sign, lowest=floor),
        range=[floor - 0.03 * (highest - floor), highest + 0.08 * (highest - floor)],
    )  # fmt: skip
    return fig


def default_rates(groups: Sequence[SwapGroup]) -> go.Figure:
    """Default rate with its interval for each group with known outcomes, the mean PD beside it."""
    known = [group for group in groups if group.default_rate is not None]
    labels = [f"{GROUPS[group.name]}<br>n = {group.known:,} known" for group in known]
    rates = [group.default_rate for group in known if group.default_rate is not None]
    fig = theme.figure(height=58 * len(known) + 76, top=28)
    fig.add_trace(
        go.Scatter(
            x=[rate.estimate for rate in rates],
            y=labels,
            mode="markers",
            marker={"color": theme.BOOK, "size": 10},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [rate.high - rate.estimate for rate in rates],
                "arrayminus": [rate.estimate - rate.low for rate in rates],
                "color": theme.BOOK,
            },
            hovertemplate="%{y}: %{x:.1%} defaulted<extra></extra>",
        )
    )
    fig.add_trace(
        go.Scatter(
            x=[group.mean_pd for group in known],
            y=labels,
            mode="markers",
            marker={"color": theme.TEXT, "symbol": "line-ns-open", "size": 18, "line_width": 3},
            hovertemplate="%{y}: mean PD %{x:.2%}<extra></extra>",
        )
    )
    theme.name_on_top(
        fig, {"● default rate, 95 % interval": theme.BOOK, "| mean PD of the group": theme.TEXT}
    )
    fig.update_xaxes(tickformat=".0%", rangemode="tozero", showgrid=True)
    fig.update_yaxes(autorange="reversed", showgrid=False)
    return fig


def name_marks(fig: go.Figure, lines: Mapping[str, str], marks: Iterable[str]) -> None:
    """Name the lines above the plot, and the marked policies in a row of their own below them."""
    theme.name_on_top(fig, dict(lines))
    fig.layout.annotations[-1].yshift = 24
    theme.name_on_top(fig, {f"{MARKS[name][2]} {name}": MARKS[name][0] for name in marks})


def _line(x: np.ndarray, y: np.ndarray, multiple: float) -> go.Scatter:
    return go.Scatter(
        x=x, y=y, mode="lines", hoverinfo="skip", name=f"limits times {multiple:g}",
        line={"color": theme.faded(theme.NEUTRAL, 0.6), "width": 1.2},
    )  # fmt: skip


def _efficient(found: Frontier, x: np.ndarray, best: np.ndarray, sign: str) -> go.Scatter:
    rows = np.flatnonzero(best)
    rows = rows[np.argsort(x[rows], kind="stable")]
    sweep = found.sweep
    return go.Scatter(
        x=x[rows],
        y=sweep.profit_cents[rows] / 100,
        customdata=np.column_stack(
            [
                sweep.cut_offs[rows],
                found.limits[rows],
                sweep.approval_rate[rows],
                sweep.loss_cents[rows] / 100,
            ]
        ),
        mode="lines+markers",
        name="Efficient",
        line={"color": theme.BOOK, "width": 2.5},
        marker={"size": 5},
        hovertemplate="Cut-off %{customdata[0]:.2%} PD, limits times %{customdata[1]:g}<br>"
        f"profit {sign}%{{y:,.0f}}, loss {sign}%{{customdata[3]:,.0f}}<br>"
        "%{customdata[2]:.1%} approved<extra></extra>",
    )


def _mark(name: str, x: float, y: float, sign: str) -> go.Scatter:
    colour, symbol, _ = MARKS[name]
    return go.Scatter(
        x=[x],
        y=[y],
        mode="markers",
        name=name,
        cliponaxis=False,
        marker={
            "color": colour, "symbol": symbol, "size": 18 if name == "Today" else 13,
            "line": {"width": 3 if name == "Today" else 0},
        },
        hovertemplate=f"{name}: profit {sign}%{{y:,.0f}}<extra></extra>",
    )  # fmt: skip


def _axes(fig: go.Figure, x: np.ndarray, against: Against, currency: str) -> None:
    highest = float(x.max(initial=0))
    if against == "loss":
        ticks = axes.money(highest, formats.symbol(currency))
        fig.update_xaxes(title="Expected loss", showgrid=True, **ticks)
    else:
        fig.update_xaxes(title="Approved", showgrid=True, **axes.rates(highest))
    fig.update_xaxes(range=[-0.02 * (highest or 1), 1.03 * (highest or 1)])
