"""What every cut-off would earn, with the band that resampled merchants give."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme
from dashboard.charts.policy import MARKS, name_marks
from pipelines.simulation.cases import Numbers
from pipelines.simulation.sweep import Sweep

WIDEST = 3
"""How many times the highest named cut-off the chart reaches."""
SHOWN = 0.5
"""The part of the highest profit below zero that is still drawn; beyond it the line leaves."""


def cut_offs(
    draft: tuple[Sweep, Numbers, Numbers],
    today: Sweep | None,
    marks: Mapping[str, tuple[float, float]],
    currency: str,
) -> go.Figure:
    """Expected profit by cut-off; `draft` has the sweep and its bounds, `today` is None if equal.

    `marks` places named policies at (cut-off, profit in cents).
    """
    sweep, low, high = draft
    sign = formats.symbol(currency)
    fig = theme.figure(height=400, top=46, right=14)
    if not np.isnan(low).all():
        fig.add_trace(_band(sweep, low, high))
    names = {"the draft's rules" if today else "any cut-off": theme.BOOK}
    if today is not None:
        fig.add_trace(_line(today, "Today's rules", theme.NEUTRAL, sign))
        names["today's rules"] = theme.NEUTRAL
    fig.add_trace(_line(sweep, "The draft's rules" if today else "Any cut-off", theme.BOOK, sign))
    for name, (cut_off, profit) in marks.items():
        colour, symbol, _ = MARKS[name]
        fig.add_trace(
            go.Scatter(
                x=[cut_off], y=[profit / 100], mode="markers", name=name, cliponaxis=False,
                marker={
                    "color": colour, "symbol": symbol, "size": 18 if name == "Today" else 13,
                    "line": {"width": 3 if name == "Today" else 0},
                },
                hovertemplate=f"{name}: cut-off %{{x:.2%}}, profit {sign}%{{y:,.0f}}"
                "<extra></extra>",
            )
        )  # fmt: skip
    name_marks(fig, names, marks)
    _frame(fig, sweep, high, marks, sign)
    return fig


def _frame(
    fig: go.Figure,
    sweep: Sweep,
    high: Numbers,
    marks: Mapping[str, tuple[float, float]],
    sign: str,
) -> None:
    """Keep what is worth looking at: profits down to some way below zero, and all that is named."""
    tops = [*np.nan_to_num(high), *sweep.profit_cents, *(profit for _, profit in marks.values())]
    highest = max(max(tops) / 100, 1.0)
    lowest = min(*(profit / 100 for _, profit in marks.values()), 0.0, 0.0)
    deepest = float(sweep.profit_cents.min(initial=0)) / 100
    floor = min(max(deepest, -SHOWN * highest), lowest)
    fig.update_yaxes(
        title="Expected profit", **axes.money(highest, sign, lowest=floor),
        range=[floor - 0.04 * (highest - floor), highest + 0.04 * (highest - floor)],
    )  # fmt: skip
    inside = sweep.cut_offs[sweep.profit_cents / 100 >= floor]
    named = max((cut_off for cut_off, _ in marks.values()), default=1.0)
    widest = max(min(float(inside.max(initial=0.0)), WIDEST * named), named) or 1.0
    fig.update_xaxes(
        title="Cut-off: highest PD approved", range=[0, 1.02 * widest], **axes.rates(widest)
    )


def _line(sweep: Sweep, name: str, colour: str, sign: str) -> go.Scatter:
    return go.Scatter(
        x=sweep.cut_offs,
        y=sweep.profit_cents / 100,
        customdata=np.column_stack(
            [sweep.approved, sweep.volume_cents / 100, sweep.loss_cents / 100]
        ),
        mode="lines",
        name=name,
        line={"color": colour, "width": 2.5},
        hovertemplate=f"{name}, cut-off %{{x:.2%}} PD<br>profit {sign}%{{y:,.0f}}, loss "
        f"{sign}%{{customdata[2]:,.0f}}<br>%{{customdata[0]:,}} approved for "
        f"{sign}%{{customdata[1]:,.0f}}<extra></extra>",
    )


def _band(sweep: Sweep, low: Numbers, high: Numbers) -> go.Scatter:
    return go.Scatter(
        x=np.concatenate([sweep.cut_offs, sweep.cut_offs[::-1]]),
        y=np.concatenate([high, low[::-1]]) / 100,
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=theme.faded(theme.BOOK, 0.18),
        hoverinfo="skip",
        name="95 % interval",
    )
