"""How fees became profit, and what each segment earned against the book."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme

STEP_COLOURS = {
    "Fees paid": theme.BOOK,
    "Charged off": theme.DPD["charged off"],
    "Expected loss": theme.DPD["90+"],
    "Profit": theme.BOOK,
}


@dataclass(frozen=True)
class SegmentMark:
    """One segment as drawn: its name, yearly return, interval, loans and profit as written."""

    key: str
    name: str
    rate: float
    interval: tuple[float, float] | None
    loans: int
    profit: str
    is_open: bool


def profit_bridge(steps: Sequence[tuple[str, int]], currency: str) -> go.Figure:
    """Horizontal bridge from the first amount over the flows to their sum, named Profit; in cents.

    There is room at both sides, as a loss hangs to the left of zero.
    """
    fig = theme.figure(height=42 * (len(steps) + 1) + 20)
    ends = [sum(cents for _, cents in steps[: place + 1]) for place in range(len(steps))]
    bases = [0, *ends[:-1], 0]
    names = [*(name for name, _ in steps), "Profit"]
    cents = [*(amount for _, amount in steps), ends[-1]]
    fig.add_trace(
        go.Bar(
            y=names,
            x=[amount / 100 for amount in cents],
            base=[base / 100 for base in bases],
            orientation="h",
            text=[formats.money(amount, currency) for amount in cents],
            textposition="outside",
            cliponaxis=False,
            marker={
                "color": [STEP_COLOURS.get(name, theme.NEUTRAL) for name in [*names, "Profit"]]
            },
            customdata=[[name] for name in names],
            hovertemplate="%{y}: %{text}<extra></extra>",
        )
    )
    low, high = min(0, *ends) / 100, max(0, *ends) / 100
    room = 0.16 * (high - low or 1.0)
    fig.add_vline(x=0, line={"color": theme.TEXT, "width": 1})
    fig.update_yaxes(autorange="reversed", showgrid=False)
    fig.update_xaxes(visible=False, range=[low - 2 * room, high + room])
    return fig


def by_segment(marks: Sequence[SegmentMark], book_rate: float) -> go.Figure:
    """Return of each segment with its 95 % interval; the book's as a line, zero as another.

    Hollow marks have open loans, whose results are not final.
    """
    fig = theme.figure(height=34 * len(marks) + 70, top=28, right=24)
    bounds = [mark.interval or (mark.rate, mark.rate) for mark in marks]
    fig.add_trace(
        go.Scatter(
            x=[mark.rate for mark in marks],
            y=[mark.name for mark in marks],
            mode="markers",
            marker={
                "color": theme.BOOK, "size": 10, "line": {"width": 2, "color": theme.BOOK},
                "symbol": ["circle-open" if mark.is_open else "circle" for mark in marks],
            },
            error_x={
                "type": "data", "symmetric": False, "thickness": 1.5, "color": theme.BOOK,
                "array": [high - mark.rate for mark, (_, high) in zip(marks, bounds, strict=True)],
                "arrayminus": [
                    mark.rate - low for mark, (low, _) in zip(marks, bounds, strict=True)
                ],
            },
            customdata=[[mark.key, _hovered(mark)] for mark in marks],
            hovertemplate="%{y}<br>%{customdata[1]}<extra></extra>",
        )
    )  # fmt: skip
    fig.add_vline(x=0, line={"color": theme.TEXT, "width": 1})
    fig.add_vline(x=book_rate, line={"color": theme.NEUTRAL, "width": 1, "dash": "dot"})
    fig.add_annotation(
        x=book_rate, y=1, yref="paper", yanchor="bottom", text=f"book {formats.rate(book_rate)}",
        showarrow=False, font={"color": theme.TEXT},
    )  # fmt: skip
    low = min([0.0, *(bound[0] for bound in bounds)])
    high = max([0.0, *(bound[1] for bound in bounds)])
    fig.update_yaxes(autorange="reversed", type="category", showgrid=True)
    fig.update_xaxes(**axes.rates(high, lowest=low))
    return fig


def _hovered(mark: SegmentMark) -> str:
    interval = ""
    if mark.interval:
        low, high = mark.interval
        interval = f", 95 % interval {formats.rate(low)} to {formats.rate(high)}"
    return (
        f"{formats.rate(mark.rate)} a year{interval}<br>{formats.plural(mark.loans, 'loan')}, "
        f"profit {mark.profit}"
    )
