"""When the cash for one order leaves, by way to pay: one row a way, one column a month."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import theme
from pipelines.offers import Comparison, WayToPay

ROW_PIXELS = 80
NAME_PIXELS = 17
LARGEST_PIXELS = 30


def cash_by_month(compared: Comparison) -> go.Figure:
    """A disc for each month's cash, its area the amount, the amount written beneath it."""
    ways = [compared.offered, *compared.at_once]
    months = compared.months()
    fig = theme.figure(height=40 + ROW_PIXELS * len(ways))
    largest = max(flow.cents for way in ways for flow in way.flows)
    for row, way in enumerate(ways):
        fig.add_trace(_discs(way, row, largest, compared.currency))
        colour = theme.BOOK if way.is_offered else theme.TEXT
        fig.add_annotation(
            x=0, xref="paper", xanchor="left", y=row, yanchor="bottom", yshift=NAME_PIXELS,
            text=theme.named(_named(way), colour), showarrow=False,
        )  # fmt: skip
    fig.update_xaxes(
        tickvals=[month for month, _ in months],
        ticktext=["Today" if n == 0 else f"{day.day} {day:%b}" for n, day in months],
        tickangle=0, side="top", range=[-0.5, months[-1][0] + 0.5],
    )  # fmt: skip
    fig.update_yaxes(range=[len(ways) - 0.45, -0.75], visible=False)
    return fig


def _discs(way: WayToPay, row: int, largest: int, currency: str) -> go.Scatter:
    cents = [flow.cents for flow in way.flows]
    return go.Scatter(
        x=[flow.month for flow in way.flows],
        y=[row] * len(cents),
        mode="markers+text",
        text=[f"{amount / 100:,.0f}" for amount in cents],
        textposition="bottom center",
        textfont={"size": 11},
        cliponaxis=False,
        marker={
            "size": _sizes(cents, largest),
            "color": theme.BOOK if way.is_offered else theme.NEUTRAL,
            "line": {"width": 0},
        },
        customdata=[
            [formats.day(flow.on), formats.exact_money(flow.cents, currency)] for flow in way.flows
        ],
        hovertemplate=f"{_named(way)}: %{{customdata[1]}} on %{{customdata[0]}}<extra></extra>",
    )


def _sizes(cents: Sequence[int], largest: int) -> list[float]:
    """Diameters whose areas are the amounts."""
    return [LARGEST_PIXELS * (amount / largest) ** 0.5 for amount in cents]


def _named(way: WayToPay) -> str:
    return "Pay Later" if way.is_offered else way.name
