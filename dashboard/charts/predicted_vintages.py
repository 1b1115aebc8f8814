"""What the PDs let expect of each funding month, and what was lost."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import axes, theme
from pipelines.portfolio.rates import PredictedVintage

MARKS = {
    "later": (theme.BOOK, "circle", "later"),
    "judged": (theme.SECOND, "square", "held out"),
    "fitted": (theme.NEUTRAL, "circle-open", "learned from"),
}


def predicted_vintages(rows: Sequence[PredictedVintage]) -> go.Figure:
    """Share of principal lost by now, by funding month: a bar from low to high, a dash predicted.

    The mark is what was lost, its shape what the model knew of the loans. The first custom value
    of a mark is the funding month's first day.
    """
    fig = theme.figure(height=380, right=16, top=30)
    fig.add_trace(_intervals(rows))
    fig.add_trace(_predictions(rows))
    names = {}
    for basis, (colour, symbol, name) in MARKS.items():
        part = [row for row in rows if row.basis == basis]
        if part:
            names[name] = colour
            fig.add_trace(_realised(part, colour, symbol, name))
    theme.name_on_top(fig, {**names, "– predicted": theme.TEXT})
    highest = max(max(row.loss.high, row.realised_cents) / row.principal_cents for row in rows)
    fig.update_xaxes(tickformat=theme.MONTH_TICK, tickangle=0, nticks=10)
    fig.update_yaxes(range=[0, highest * 1.05 or 1], **axes.rates(highest, most=5))
    return fig


def _share(cents: float, row: PredictedVintage) -> float:
    return cents / row.principal_cents


def _intervals(rows: Sequence[PredictedVintage]) -> go.Bar:
    return go.Bar(
        x=[row.vintage for row in rows],
        base=[_share(row.loss.low, row) for row in rows],
        y=[_share(row.loss.high - row.loss.low, row) for row in rows],
        marker={"color": theme.faded(theme.NEUTRAL, 0.28), "line": {"width": 0}},
        hoverinfo="skip",
    )


def _predictions(rows: Sequence[PredictedVintage]) -> go.Scatter:
    return go.Scatter(
        x=[row.vintage for row in rows],
        y=[_share(row.loss.estimate, row) for row in rows],
        mode="markers",
        marker={"size": 14, "symbol": "line-ew-open", "color": theme.TEXT, "line_width": 2.5},
        customdata=[[str(row.vintage)] for row in rows],
        hovertemplate="Funded %{x|%b %Y}<br>Predicted %{y:.2%}<extra></extra>",
    )


def _realised(part: Sequence[PredictedVintage], colour: str, symbol: str, name: str) -> go.Scatter:
    return go.Scatter(
        x=[row.vintage for row in part],
        y=[_share(row.realised_cents, row) for row in part],
        mode="markers",
        cliponaxis=False,
        marker={
            "size": 10,
            "symbol": symbol,
            "color": [colour if row.is_inside else theme.STANDS_OUT for row in part],
            "line": {"width": 2, "color": [colour if row.is_inside else theme.STANDS_OUT
                                           for row in part]},
        },
        customdata=[
            [str(row.vintage), _share(row.loss.low, row), _share(row.loss.high, row), row.loans,
             row.realised_defaults, row.defaults.estimate, row.age]
            for row in part
        ],
        hovertemplate="Funded %{x|%b %Y}, " + name + "<br>%{y:.2%} lost by month %{customdata[6]}, "
        "95 %: %{customdata[1]:.2%} to %{customdata[2]:.2%}<br>%{customdata[4]:,} of "
        "%{customdata[3]:,} loans defaulted, %{customdata[5]:.1f} predicted<extra></extra>",
    )  # fmt: skip
