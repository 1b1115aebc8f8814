"""Cash from the open loans by month after lending stops, against what funders want back."""

import plotly.graph_objects as go

from dashboard.charts import axes, theme
from pipelines.portfolio.stress import FundingNeed

EXPECTED, STRESSED, WANTED = "Expected cash", "Under the shock", "Wanted back"


def funding_gap(need: FundingNeed, symbol: str) -> go.Figure:
    """Grouped bars by month; all are projections, so drawn lighter."""
    fig = theme.figure(height=300, top=28)
    rows = {
        EXPECTED: ([month.expected_cents for month in need.months], theme.NEUTRAL),
        STRESSED: ([month.stressed_cents for month in need.months], theme.BOOK),
        WANTED: ([month.repaid_cents for month in need.months], theme.SECOND),
    }
    months = [month.month_end for month in need.months]
    for name, (cents, colour) in rows.items():
        fig.add_trace(
            go.Bar(
                name=name,
                x=[end.replace(day=1) for end in months],
                y=[amount / 100 for amount in cents],
                marker={"color": theme.faded(colour, 0.6), "line": {"width": 1, "color": colour}},
                customdata=[[end.isoformat()] for end in months],
                hovertemplate=f"{name}, %{{x|%b %Y}}<br>{symbol}%{{y:,.0f}}<extra></extra>",
            )
        )
    fig.update_layout(barmode="group", bargap=0.25, bargroupgap=0.06)
    highest = max(max(cents, default=0) for cents, _ in rows.values()) / 100
    fig.update_yaxes(rangemode="tozero", **axes.money(highest, symbol))
    fig.update_xaxes(tickformat=theme.MONTH_TICK, dtick="M1", tickangle=0)
    return theme.name_on_top(fig, {name: colour for name, (_, colour) in rows.items()})
