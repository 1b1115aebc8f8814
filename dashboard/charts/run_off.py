"""Cash that comes in by month if lending stops."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from dashboard.charts import axes, theme


@dataclass(frozen=True)
class DueMonth:
    """Principal and fees still to fall due in one month, in cents."""

    month: date
    principal_cents: int
    fee_cents: int


def run_off(rows: Sequence[DueMonth], symbol: str) -> go.Figure:
    """Principal and fees still to fall due, stacked by month; a projection, so drawn lighter."""
    fig = theme.figure(height=320, top=28)
    months = [row.month for row in rows]
    principal = [row.principal_cents for row in rows]
    fees = [row.fee_cents for row in rows]
    fig.add_trace(_due("Principal", months, principal, theme.BOOK, symbol))
    fig.add_trace(_due("Fees", months, fees, theme.SECOND, symbol))
    fig.update_layout(barmode="stack")
    highest = max(row.principal_cents + row.fee_cents for row in rows) / 100
    fig.update_yaxes(rangemode="tozero", **axes.money(highest, symbol))
    fig.update_xaxes(tickformat=theme.MONTH_TICK, dtick="M1", tickangle=0)
    return theme.name_on_top(fig, {"Principal": theme.BOOK, "Fees": theme.SECOND})


def _due(
    name: str, months: Sequence[date], cents: Sequence[int], colour: str, symbol: str
) -> go.Bar:
    return go.Bar(
        name=name,
        x=list(months),
        y=[amount / 100 for amount in cents],
        marker={"color": theme.faded(colour, 0.6), "line": {"width": 1, "color": colour}},
        hovertemplate=f"{name}, %{{x|%b %Y}}<br>{symbol}%{{y:,.0f}}<extra></extra>",
    )
