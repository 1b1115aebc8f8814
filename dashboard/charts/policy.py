"""The efficient frontier: what every cut-off would earn for the loss it expects."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import theme
from pipelines.simulation.swaps import SwapGroup

MARKS = {
    "Today": (theme.TEXT, "circle-open"),
    "Draft": (theme.THIRD, "diamond"),
    "Best cut-off": (theme.SECOND, "star"),
}

OUTLINE = {"Today": 3}
"""A ring that stays visible where the best cut-off is today's."""


def frontier(
    today: pd.DataFrame,
    draft: pd.DataFrame | None,
    marks: dict[str, tuple[int, int]],
    currency: str,
) -> go.Figure:
    """Expected loss across, expected profit up, one point a cut-off.

    `today` and `draft` have cut_off, approved, volume_cents, loss_cents and profit_cents; `draft`
    is None where its line is today's. `marks` places named policies at (loss, profit) in cents.
    """
    fig = theme.legend_on_top(theme.figure(height=390, top=30))
    if draft is None:
        fig.add_trace(_curve(today, "Any cut-off", theme.BOOK, currency))
    else:
        fig.add_trace(_curve(today, "Any cut-off, today's rules", theme.NEUTRAL, currency))
        fig.add_trace(_curve(draft, "Any cut-off, the draft's rules", theme.BOOK, currency))
    for name, (loss, profit) in marks.items():
        fig.add_trace(_mark(name, loss / 100, profit / 100, currency))
    fig.update_xaxes(
        title=f"Expected loss, {currency}", tickformat="~s", rangemode="tozero", showgrid=True
    )
    fig.update_yaxes(title=f"Expected profit, {currency}", tickformat="~s", rangemode="tozero")
    return fig


def default_rates(groups: Sequence[SwapGroup]) -> go.Figure:
    """Default rate with its interval for each group with known outcomes, the mean PD beside it."""
    known = [group for group in groups if group.default_rate is not None]
    labels = [f"{group.name}<br>{group.known:,} known outcomes" for group in known]
    rates = [group.default_rate for group in known if group.default_rate is not None]
    fig = theme.legend_on_top(theme.figure(height=70 * len(known) + 80, top=30))
    fig.add_trace(
        go.Scatter(
            x=[rate.estimate for rate in rates],
            y=labels,
            mode="markers",
            name="Default rate, 95 % interval",
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
            name="Mean PD of the whole group",
            marker={"color": theme.NEUTRAL, "symbol": "line-ns-open", "size": 18},
            hovertemplate="%{y}: mean PD %{x:.2%}<extra></extra>",
        )
    )
    fig.update_xaxes(tickformat=".0%", rangemode="tozero", showgrid=True)
    fig.update_yaxes(autorange="reversed", showgrid=False)
    return fig


def _mark(name: str, loss: float, profit: float, currency: str) -> go.Scatter:
    colour, symbol = MARKS[name]
    sign = formats.symbol(currency)
    return go.Scatter(
        x=[loss],
        y=[profit],
        mode="markers",
        name=name,
        marker={
            "color": colour,
            "symbol": symbol,
            "size": 20 if name in OUTLINE else 13,
            "line": {"width": OUTLINE.get(name, 0)},
        },
        hovertemplate=f"{name}<br>profit {sign}%{{y:,.0f}}<br>loss {sign}%{{x:,.0f}}"
        "<extra></extra>",
    )


def _curve(points: pd.DataFrame, name: str, colour: str, currency: str) -> go.Scatter:
    sign = formats.symbol(currency)
    return go.Scatter(
        x=(points["loss_cents"] / 100).to_numpy(),
        y=(points["profit_cents"] / 100).to_numpy(),
        customdata=points[["cut_off", "approved", "volume_cents"]]
        .assign(volume_cents=points["volume_cents"] / 100)
        .to_numpy(),
        mode="lines",
        name=name,
        line={"color": colour, "width": 2.5},
        hovertemplate=f"{name}, cut-off %{{customdata[0]:.2%}} PD<br>"
        f"%{{customdata[1]:,}} approved, {sign}%{{customdata[2]:,.0f}} lent<br>"
        f"profit {sign}%{{y:,.0f}}, loss {sign}%{{x:,.0f}}"
        "<extra></extra>",
    )
