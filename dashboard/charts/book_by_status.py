"""The loan book over time: what is owed by days past due, and net charge-off beneath."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import theme
from pipelines.portfolio import BookMonth, StatusMonth


def book_by_status(
    statuses: Sequence[StatusMonth], months: Sequence[BookMonth], symbol: str
) -> go.Figure:
    """Balance stacked by days past due at each month-end; beneath, the month's net charge-off."""
    fig = theme.figure(height=430, top=28)
    fig.set_subplots(
        rows=2, cols=1, shared_xaxes=True, row_heights=[0.72, 0.28], vertical_spacing=0.09
    )
    owed = {(found.month_end, found.status): found for found in statuses}
    total = {month.month_end: month.balance_cents for month in months}
    for bucket in theme.DPD_BUCKETS[:-1]:
        part = [owed.get((day, bucket)) for day in total]
        fig.add_trace(_bucket(bucket, list(total.items()), part, symbol), row=1, col=1)
    fig.add_trace(_net_charge_off(months, symbol), row=2, col=1)
    fig.update_layout(barmode="stack", bargap=0.18)
    fig.update_yaxes(
        tickprefix=symbol, tickformat="~s", rangemode="tozero", nticks=5, fixedrange=True
    )
    fig.update_xaxes(tickformat=theme.MONTH, showgrid=False, fixedrange=True)
    fig.add_annotation(
        text="Net charge-off of the month", x=0, xref="paper", xanchor="left", y=1,
        yref="y2 domain", yanchor="bottom", showarrow=False, font={"color": theme.TEXT},
    )  # fmt: skip
    return theme.legend_on_top(fig)


def _bucket(
    bucket: str, totals: list[tuple], part: Sequence[StatusMonth | None], symbol: str
) -> go.Bar:
    cents = [found.balance_cents if found else 0 for found in part]
    shares = [c / total if total else 0 for c, (_, total) in zip(cents, totals, strict=True)]
    loans = [found.loans if found else 0 for found in part]
    return go.Bar(
        name="Current" if bucket == "current" else f"{bucket} days",
        x=[day for day, _ in totals],
        y=[c / 100 for c in cents],
        customdata=list(zip(shares, loans, strict=True)),
        marker={"color": theme.DPD[bucket], "line": {"width": 0}},
        hovertemplate=f"%{{fullData.name}}, %{{x|%b %Y}}<br>{symbol}%{{y:,.0f}}, "
        "%{customdata[0]:.1%} of the balance<br>%{customdata[1]:,} loans<extra></extra>",
    )


def _net_charge_off(months: Sequence[BookMonth], symbol: str) -> go.Bar:
    return go.Bar(
        name="Net charge-off",
        x=[month.month_end for month in months],
        y=[(month.charged_off_cents - month.recovered_cents) / 100 for month in months],
        marker={"color": theme.DPD["charged off"]},
        showlegend=False,
        hovertemplate=f"Net charge-off, %{{x|%b %Y}}<br>{symbol}%{{y:,.0f}}<extra></extra>",
    )
