"""What the model predicted and what happened, by quarter of application."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import theme
from pipelines.monitoring import Realised

MARKS = {
    "later": (theme.BOOK, "circle", "after the training"),
    "judged": (theme.SECOND, "square", "held out"),
    "fitted": (theme.NEUTRAL, "circle-open", "learned from"),
}


def realised(rows: Sequence[Realised]) -> go.Figure:
    """Default rate with 95 % whiskers by how the model knew the cases, and the mean PD as a dash.

    A quarter with two kinds of cases has two marks side by side.
    """
    fig = theme.figure(height=360, right=16, top=28)
    shown = [row for row in rows if row.quarter]
    for basis, (colour, symbol, name) in MARKS.items():
        part = [row for row in shown if row.basis == basis]
        if part:
            fig.add_trace(_rates(part, colour, symbol, name))
    fig.add_trace(
        go.Scatter(
            x=[_label(row) for row in shown], y=[row.mean_pd for row in shown], mode="markers",
            marker={"size": 16, "symbol": "line-ew-open", "color": theme.TEXT, "line_width": 3},
            hovertemplate="%{x}<br>Mean PD %{y:.2%}<extra></extra>", cliponaxis=False,
        )
    )  # fmt: skip
    names = {name: colour for basis, (colour, _, name) in MARKS.items()
             if any(row.basis == basis for row in shown)}  # fmt: skip
    theme.name_on_top(fig, {**names, "– mean PD": theme.TEXT})
    order = list(dict.fromkeys(_label(row) for row in shown))
    fig.update_xaxes(type="category", categoryorder="array", categoryarray=order)
    fig.update_yaxes(tickformat=".0%", rangemode="tozero", title="Went bad", nticks=6)
    return fig


def _rates(part: Sequence[Realised], colour: str, symbol: str, name: str) -> go.Scatter:
    rates = [row.rate for row in part]
    return go.Scatter(
        x=[_label(row) for row in part], y=[rate.estimate for rate in rates], mode="markers",
        name=name, marker={"size": 10, "color": colour, "symbol": symbol}, cliponaxis=False,
        error_y={
            "type": "data", "symmetric": False,
            "array": [rate.high - rate.estimate for rate in rates],
            "arrayminus": [rate.estimate - rate.low for rate in rates],
            "color": theme.faded(colour, 0.6), "thickness": 1.5,
        },
        customdata=[[r.low, r.high, row.bads, row.n] for r, row in zip(rates, part, strict=True)],
        hovertemplate="%{x}, " + name + "<br>%{y:.1%} went bad, 95 % interval %{customdata[0]:.1%} "
        "to %{customdata[1]:.1%}<br>%{customdata[2]:,} of %{customdata[3]:,}<extra></extra>",
    )  # fmt: skip


def _label(row: Realised) -> str:
    assert row.quarter is not None
    return f"Q{(row.quarter.month - 1) // 3 + 1}<br>{row.quarter.year}"
