"""Merchants who come back for another loan, and how their loans do."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme
from pipelines.portfolio.rates import LoanNumber
from pipelines.stats.survival import SurvivalStep

LAST_MONTH = 18
ORDINALS = {1: "First", 2: "Second", 3: "Third", 4: "Fourth and later"}
COLOURS = {1: theme.BOOK, 2: theme.SECOND, 3: theme.THIRD, 4: theme.NEUTRAL}


def came_back(numbers: Sequence[LoanNumber]) -> go.Figure:
    """Share that took another loan by months since one, a curve in its band by the loan's number.

    The first custom value of a point is `loan number|months`.
    """
    fig = theme.figure(height=360, right=120)
    shown = [number for number in numbers if number.again]
    under = -1.0
    for number in sorted(shown, key=lambda n: _until(n)[-1].share):
        steps, colour = _until(number), COLOURS[number.number]
        for side in ("low", "high"):
            fig.add_trace(
                go.Scatter(
                    x=[0, *(s.time for s in steps)], y=[0, *(getattr(s, side) for s in steps)],
                    mode="lines", line={"width": 0, "shape": "hv"}, hoverinfo="skip",
                    fill="tonexty" if side == "high" else None,
                    fillcolor=theme.faded(colour, 0.14),
                )
            )  # fmt: skip
        fig.add_trace(
            go.Scatter(
                x=[s.time for s in steps], y=[s.share for s in steps], mode="lines",
                line={"color": colour, "width": 2.5, "shape": "hv"},
                customdata=[[f"{number.number}|{s.time:.0f}", s.low, s.high, s.at_risk]
                            for s in steps],
                hovertemplate=f"{ORDINALS[number.number]} loan, by month %{{x:.0f}}<br>"
                "%{y:.1%} took another, 95 % interval %{customdata[1]:.1%} to %{customdata[2]:.1%}"
                "<br>%{customdata[3]:,} followed so long<extra></extra>",
            )
        )  # fmt: skip
        under = max(steps[-1].share, under + 0.055)
        theme.label_end(
            fig, steps[-1].time, under, f"{ORDINALS[number.number]} loan".replace(" and later loan",
            " and later"), colour if colour != theme.NEUTRAL else theme.TEXT,
        )  # fmt: skip
    fig.update_xaxes(title="Months since that loan", dtick=3, range=[0, LAST_MONTH])
    fig.update_yaxes(range=[0, 1], **axes.rates(1, most=5))
    return fig


def _until(number: LoanNumber) -> list[SurvivalStep]:
    steps = [step for step in number.again if step.time <= LAST_MONTH]
    return steps or [number.again[0]]


def default_by_number(numbers: Sequence[LoanNumber]) -> go.Figure:
    """Default rate of the first, second, third and later loans with 95 % whiskers."""
    rated = [(number, number.default_rate) for number in numbers if number.default_rate]
    fig = theme.figure(height=260)
    fig.add_trace(
        go.Scatter(
            x=[rate.estimate for _, rate in rated],
            y=[ORDINALS[number.number] for number, _ in rated],
            mode="markers",
            marker={"size": 10, "color": theme.BOOK},
            error_x={
                "type": "data", "symmetric": False,
                "array": [rate.high - rate.estimate for _, rate in rated],
                "arrayminus": [rate.estimate - rate.low for _, rate in rated],
                "color": theme.faded(theme.BOOK, 0.6), "thickness": 2,
            },
            customdata=[[str(n.number), _interval(rate.low, rate.high), n.defaulted, n.judged]
                        for n, rate in rated],
            hovertemplate="%{y}: %{x:.1%} defaulted, 95 % interval %{customdata[1]}<br>"
            "%{customdata[2]:,} of %{customdata[3]:,} loans<extra></extra>",
        )
    )  # fmt: skip
    highest = max((rate.high for _, rate in rated), default=0.01)
    fig.update_xaxes(range=[0, highest * 1.05], showgrid=True, **axes.rates(highest, most=5))
    fig.update_yaxes(autorange="reversed", type="category", showgrid=False)
    return fig


def _interval(low: float, high: float) -> str:
    return f"{formats.rate(low)} to {formats.rate(high)}"
