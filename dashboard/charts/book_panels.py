"""The bars and lines of the book's history, one value a month each."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from dashboard.charts import theme
from pipelines.portfolio import BookMonth, OriginationMonth, StatusMonth


def month_start(month_end: date) -> date:
    """Where a month stands on the axis: its first day, so that it stands at its own tick."""
    return month_end.replace(day=1)


def bucket(
    name: str, months: Sequence[BookMonth], owed: dict[tuple[date, str], StatusMonth], symbol: str
) -> go.Bar:
    """The balance in one bucket of days past due at each month-end."""
    part = [owed.get((month.month_end, name)) for month in months]
    cents = [found.balance_cents if found else 0 for found in part]
    loans = [found.loans if found else 0 for found in part]
    total = [month.balance_cents for month in months]
    shares = [c / whole if whole else 0 for c, whole in zip(cents, total, strict=True)]
    return go.Bar(
        name="Current" if name == "current" else f"{name} days",
        x=[month_start(month.month_end) for month in months],
        y=[c / 100 for c in cents],
        customdata=[
            [f"{month.month_end}|{name}", share, number]
            for month, share, number in zip(months, shares, loans, strict=True)
        ],
        marker={"color": theme.DPD[name], "line": {"width": 0}},
        hovertemplate=f"%{{fullData.name}}, %{{x|%b %Y}}<br>{symbol}%{{y:,.0f}}, "
        "%{customdata[1]:.1%} of the balance<br>%{customdata[2]:,} loans<extra></extra>",
    )


def rate_line(
    months: Sequence[BookMonth],
    rates: Sequence[float | None],
    *,
    name: str,
    of: str,
    colour: str,
    filled: bool,
) -> go.Scatter:
    """A rate at each month-end; `of` says in the hover what it is a share of."""
    return go.Scatter(
        name=name,
        x=[month_start(month.month_end) for month in months],
        y=list(rates),
        customdata=[[f"{month.month_end}|{name}", month.open_loans] for month in months],
        mode="lines",
        line={"color": colour, "width": 2},
        fill="tozeroy" if filled else None,
        fillcolor=theme.faded(colour, 0.18) if filled else None,
        showlegend=False,
        hovertemplate=f"{name}, %{{x|%b %Y}}<br>%{{y:.1%}} of {of}"
        "<br>%{customdata[1]:,} open loans<extra></extra>",
    )


def applications(months: Sequence[OriginationMonth], *, funded: bool) -> go.Bar:
    """The month's applications that were funded, or those that were not."""
    name = "funded" if funded else "not funded"
    counts = [
        month.funded_applications if funded else month.applications - month.funded_applications
        for month in months
    ]
    return go.Bar(
        name=name,
        x=[month_start(month.month_end) for month in months],
        y=counts,
        customdata=[
            [f"{month.month_end}|{name}", month.applications, month.funded_share or 0.0]
            for month in months
        ],
        marker={
            "color": theme.BOOK if funded else theme.faded(theme.NEUTRAL, 0.4),
            "line": {"width": 0},
        },
        showlegend=False,
        hovertemplate=f"%{{x|%b %Y}}: %{{y:,}} {name}<br>%{{customdata[2]:.1%}} of "
        "%{customdata[1]:,} applications funded<extra></extra>",
    )
