"""The cash that the open loans bring in, the funding that lending needs, and the back-test."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import axes, theme
from dashboard.charts.book_panels import month_start
from pipelines.portfolio.run_off import CashMonth, FundingNeed, RunOffBackTest
from pipelines.portfolio.run_off.funding import PACE, SEASON, STOP

PARTS = {
    "Principal on schedule": ("principal_cents", theme.BOOK),
    "Paid early": ("early_cents", theme.THIRD),
    "Fees": ("fee_cents", theme.SECOND),
}
PATHS = {PACE: theme.BOOK, SEASON: theme.SECOND, STOP: theme.NEUTRAL}
PATH_NAMES = {PACE: "Recent pace", SEASON: "As last year", STOP: "Lending stops"}


def expected_cash(months: Sequence[CashMonth], symbol: str) -> go.Figure:
    """Expected cash by month as bars, lighter as a projection, with what is due by contract."""
    fig = theme.figure(height=340, top=28)
    x = [month_start(month.month_end) for month in months]
    for name, (field, colour) in PARTS.items():
        fig.add_trace(
            go.Bar(
                name=name,
                x=x,
                y=[getattr(month, field) / 100 for month in months],
                marker={"color": theme.faded(colour, 0.6), "line": {"width": 1, "color": colour}},
                customdata=[[month.month_end.isoformat()] for month in months],
                hovertemplate=f"{name}, %{{x|%b %Y}}<br>{symbol}%{{y:,.0f}}<extra></extra>",
            )
        )
    fig.update_layout(barmode="stack")
    fig.add_trace(_range(months, symbol))
    due = [(m.contract_principal_cents + m.contract_fee_cents) / 100 for m in months]
    fig.add_trace(
        go.Scatter(
            name="By contract",
            x=x,
            y=due,
            mode="markers",
            marker={"symbol": "line-ew-open", "size": 26, "color": theme.TEXT},
            hovertemplate=f"By contract, %{{x|%b %Y}}<br>{symbol}%{{y:,.0f}}<extra></extra>",
        )
    )
    highest = max(*due, *(month.high_cents / 100 for month in months), 1.0)
    fig.update_yaxes(rangemode="tozero", **axes.money(highest, symbol))
    step = max(len(months) // 10, 1)
    fig.update_xaxes(tickformat=theme.MONTH_TICK, dtick=f"M{step}", tickangle=0)
    names = {name: colour for name, (_, colour) in PARTS.items()}
    return theme.name_on_top(fig, {**names, "By contract": theme.TEXT})


def _range(months: Sequence[CashMonth], symbol: str) -> go.Scatter:
    """Whiskers from a bad to a good year."""
    top = [month.expected_cents / 100 for month in months]
    high = [month.high_cents / 100 for month in months]
    low = [month.low_cents / 100 for month in months]
    return go.Scatter(
        x=[month_start(month.month_end) for month in months],
        y=top,
        mode="markers",
        marker={"size": 1, "color": theme.TEXT},
        error_y={
            "type": "data", "symmetric": False, "thickness": 1.5, "color": theme.TEXT,
            "array": [h - t for h, t in zip(high, top, strict=True)],
            "arrayminus": [t - b for b, t in zip(low, top, strict=True)],
        },
        customdata=list(zip(low, high, strict=True)),
        hovertemplate=f"Expected in %{{x|%b %Y}}: {symbol}%{{y:,.0f}}<br>bad year {symbol}"
        f"%{{customdata[0]:,.0f}}, good year {symbol}%{{customdata[1]:,.0f}}<extra></extra>",
    )  # fmt: skip


def funding_paths(need: FundingNeed, symbol: str) -> go.Figure:
    """Cash needed since the start by pace of lending; below zero, cash is over."""
    fig = theme.figure(height=320, top=28, right=8)
    values: list[float] = [0.0]
    for path in need.paths:
        y = [month.need_cents / 100 for month in path.months]
        values += y
        fig.add_trace(
            go.Scatter(
                name=PATH_NAMES[path.pace],
                x=[month_start(month.month_end) for month in path.months],
                y=y,
                mode="lines",
                line={"color": PATHS[path.pace], "width": 2, "dash": "dash"},
                customdata=[[path.pace, month.lent_cents / 100] for month in path.months],
                hovertemplate=f"{PATH_NAMES[path.pace]}, %{{x|%b %Y}}<br>{symbol}%{{y:,.0f}} "
                f"since the start<br>lent {symbol}%{{customdata[1]:,.0f}}<extra></extra>",
            )
        )
    fig.add_hline(y=0, line={"color": theme.TEXT, "width": 1})
    fig.update_yaxes(**axes.money(max(values), symbol, lowest=min(values)))
    fig.update_xaxes(tickformat=theme.MONTH_TICK, tickangle=0, nticks=6)
    return theme.name_on_top(fig, {PATH_NAMES[path.pace]: PATHS[path.pace] for path in need.paths})


def back_test(found: RunOffBackTest, symbol: str) -> go.Figure:
    """Expected cash with its range beside what the same loans paid."""
    fig = theme.figure(height=320, top=28)
    x = [month_start(month[0]) for month in found.months]
    expected = [month[1] / 100 for month in found.months]
    paid = [month[4] / 100 for month in found.months]
    for name, y, colour in (("Expected", expected, theme.NEUTRAL), ("Paid", paid, theme.BOOK)):
        fig.add_trace(
            go.Bar(
                name=name,
                x=x,
                y=y,
                marker={"color": colour},
                customdata=[[month[0].isoformat()] for month in found.months],
                hovertemplate=f"{name}, %{{x|%b %Y}}<br>{symbol}%{{y:,.0f}}<extra></extra>",
            )
        )
    fig.update_layout(barmode="group", bargroupgap=0.08)
    fig.update_yaxes(rangemode="tozero", **axes.money(max(*expected, *paid), symbol))
    fig.update_xaxes(tickformat=theme.MONTH_TICK, dtick="M1", tickangle=0)
    return theme.name_on_top(fig, {"Expected": theme.NEUTRAL, "Paid": theme.BOOK})
