"""What each segment earned, against the book."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme


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
    low, high = min(0.0, *(a for a, _ in bounds)), max(0.0, *(b for _, b in bounds))
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
