"""Purchases around the first loan against merchants who took none."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import axes, theme
from pipelines.portfolio.rates import EffectPoint, ProgrammeEffect
from pipelines.stats.intervals import Interval

ASIDE = 0.12


def programme(found: ProgrammeEffect, symbol: str) -> go.Figure:
    """The difference a month relative to the first loan with 95 % whiskers, in all and unfinanced.

    The first custom value of a point is the month.
    """
    fig = theme.figure(height=360, right=16, top=28)
    bought = [(point, point.bought) for point in found.points]
    own = [(point, point.own) for point in found.points]
    fig.add_vrect(
        x0=-0.5, x1=found.points[-1].step + 0.5, fillcolor=theme.faded(theme.NEUTRAL, 0.1),
        line_width=0, layer="below",
    )  # fmt: skip
    fig.add_hline(y=0, line={"color": theme.TEXT, "width": 1})
    fig.add_trace(_series(bought, theme.BOOK, "circle", -ASIDE, symbol))
    fig.add_trace(_series(own, theme.SECOND, "square", ASIDE, symbol))
    theme.name_on_top(
        fig, {"all purchases": theme.BOOK, "what loans did not finance": theme.SECOND}
    )
    bounds = [value / 100 for p in found.points
              for value in (p.bought.low, p.bought.high, p.own.low, p.own.high)]  # fmt: skip
    fig.update_xaxes(title="Months from the one of the first loan", dtick=1)
    fig.update_yaxes(**axes.money(max(bounds), symbol, lowest=min(bounds), most=5))
    return fig


def _series(
    points: Sequence[tuple[EffectPoint, Interval]], colour: str, shape: str, aside: float,
    symbol: str,
) -> go.Scatter:  # fmt: skip
    return go.Scatter(
        x=[point.step + aside for point, _ in points],
        y=[value.estimate / 100 for _, value in points],
        mode="markers",
        marker={"size": 8, "color": colour, "symbol": shape},
        error_y={
            "type": "data", "symmetric": False,
            "array": [(value.high - value.estimate) / 100 for _, value in points],
            "arrayminus": [(value.estimate - value.low) / 100 for _, value in points],
            "color": theme.faded(colour, 0.6), "thickness": 1.5,
        },
        customdata=[[str(point.step), value.low / 100, value.high / 100]
                    for point, value in points],
        hovertemplate=f"Month %{{customdata[0]}}<br>{symbol}%{{y:,.0f}} a merchant, 95 % interval "
        f"{symbol}%{{customdata[1]:,.0f}} to {symbol}%{{customdata[2]:,.0f}}<extra></extra>",
    )  # fmt: skip
