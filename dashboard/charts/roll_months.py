"""The key roll rates month against month, one panel each."""

from collections.abc import Sequence

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.charts import axes, theme
from dashboard.charts.book_panels import month_start
from pipelines.portfolio.rates import KeyRoll

COLUMNS, PANEL_PIXELS = 2, 190


def roll_months(rows: Sequence[KeyRoll]) -> go.Figure:
    """A panel a roll rate: the month's rate in its 95 % band, dashed the twelve months before.

    Months beyond noise are marked. The first custom value of a month is `status before|month-end`.
    """
    names = list(dict.fromkeys(row.name for row in rows))
    lines = -(-len(names) // COLUMNS)
    fig = make_subplots(
        rows=lines, cols=COLUMNS, subplot_titles=names, vertical_spacing=0.42 / lines,
        horizontal_spacing=0.1, shared_xaxes=False,
    )  # fmt: skip
    fig.update_layout(theme.figure(height=PANEL_PIXELS * lines + 30, top=30).layout)
    fig.update_annotations(font={"size": 13})
    for number, name in enumerate(names):
        part = [row for row in rows if row.name == name]
        place = {"row": number // COLUMNS + 1, "col": number % COLUMNS + 1}
        fig.add_traces(
            [*_band(part), _usual(part), _rates(part)],
            rows=[place["row"]] * 4, cols=[place["col"]] * 4,
        )  # fmt: skip
        highest = max(row.rate.high for row in part)
        fig.update_yaxes(
            range=[0, highest * 1.05], fixedrange=True, **axes.rates(highest, most=3), **place
        )
    fig.update_xaxes(
        showgrid=False, fixedrange=True, tickformat=theme.MONTH_TICK, nticks=4, type="date"
    )
    return fig


def _x(part: Sequence[KeyRoll]) -> list[object]:
    return [month_start(row.month_end) for row in part]


def _band(part: Sequence[KeyRoll]) -> list[go.Scatter]:
    return [
        go.Scatter(
            x=_x(part), y=[getattr(row.rate, side) for row in part], mode="lines",
            line={"width": 0}, hoverinfo="skip", fill="tonexty" if side == "high" else None,
            fillcolor=theme.faded(theme.BOOK, 0.16),
        )
        for side in ("low", "high")
    ]  # fmt: skip


def _usual(part: Sequence[KeyRoll]) -> go.Scatter:
    return go.Scatter(
        x=_x(part), y=[row.usual for row in part], mode="lines", hoverinfo="skip",
        line={"color": theme.NEUTRAL, "width": 1.5, "dash": "dash"},
    )  # fmt: skip


def _rates(part: Sequence[KeyRoll]) -> go.Scatter:
    return go.Scatter(
        x=_x(part), y=[row.rate.estimate for row in part], mode="lines+markers",
        line={"color": theme.BOOK, "width": 2},
        marker={
            "size": [9 if row.is_news else 4 for row in part],
            "symbol": ["diamond" if row.is_news else "circle" for row in part],
            "color": [theme.STANDS_OUT if row.is_news else theme.BOOK for row in part],
        },
        customdata=[
            [f"{row.from_status}|{row.month_end}", row.rate.low, row.rate.high, row.events, row.n]
            for row in part
        ],
        hovertemplate="%{x|%b %Y}<br>%{y:.1%}, 95 % interval %{customdata[1]:.1%} to "
        "%{customdata[2]:.1%}<br>%{customdata[3]:,} of %{customdata[4]:,} loans<extra></extra>",
    )  # fmt: skip
