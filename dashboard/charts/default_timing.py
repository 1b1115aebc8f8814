"""When defaults begin over the term, and how likely a loan in each status is to default."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme
from pipelines.portfolio.loss import MonthHazard, StatusDefault
from pipelines.stats.intervals import Interval

HEIGHT = 280


def default_timing(months: Sequence[MonthHazard], pd: float | None) -> go.Figure:
    """Hazard by month with its 95 % Wilson interval; diamonds: the policy's timing of the same PD.

    `pd` is the share of judged loans that defaulted, None where none was judged.
    """
    seen = [month for month in months if month.hazard is not None]
    fig = theme.figure(height=HEIGHT, top=26)
    fig.add_trace(
        _whiskered(
            [str(month.month) for month in seen],
            [month.hazard for month in seen if month.hazard],
            [(month.defaults, month.at_risk) for month in seen],
            [theme.BOOK] * len(seen),
        )
    )
    assumed = policy_hazards(months, pd)
    if assumed:
        fig.add_trace(_policy(months, assumed))
        theme.name_on_top(fig, {"This book": theme.BOOK, "Policy's timing": theme.NEUTRAL})
    highest = max([*(month.hazard.high for month in seen if month.hazard), *assumed, 0.001])
    fig.update_yaxes(range=[0, 1.08 * highest], **axes.rates(highest))
    return fig.update_xaxes(title="Month of the term", type="category")


def policy_hazards(months: Sequence[MonthHazard], pd: float | None) -> list[float]:
    """Hazards that the policy's timing gives for the book's default rate; none without defaults."""
    if not pd:
        return []
    hazards, survived = [], 1.0
    for month in months:
        hazards.append(pd * month.policy_share / survived)
        survived -= pd * month.policy_share
    return hazards


def status_defaults(statuses: Sequence[StatusDefault]) -> go.Figure:
    """Share of loan-months in each status that went on to default, with 95 % Wilson intervals."""
    seen = [status for status in statuses if status.rate is not None]
    fig = theme.figure(height=HEIGHT, top=26)
    fig.add_trace(
        _whiskered(
            [status.status.capitalize() for status in seen],
            [status.rate for status in seen if status.rate],
            [(status.defaults, status.loans) for status in seen],
            [theme.DPD[status.status] for status in seen],
        )
    )
    fig.update_yaxes(range=[0, 1.08], **axes.rates(1.0))
    return fig.update_xaxes(title="Days past due", type="category")


def _policy(months: Sequence[MonthHazard], assumed: Sequence[float]) -> go.Scatter:
    return go.Scatter(
        x=[str(month.month) for month in months],
        y=list(assumed),
        mode="markers",
        marker={"symbol": "diamond", "size": 10, "color": theme.NEUTRAL},
        customdata=[[str(month.month), month.policy_share] for month in months],
        hovertemplate="Month %{x}, policy's timing: %{y:.2%}<br>%{customdata[1]:.0%} of all "
        "defaults begin here<extra></extra>",
    )


def _whiskered(
    names: Sequence[str],
    rates: Sequence[Interval],
    counts: Sequence[tuple[int, int]],
    colours: Sequence[str],
) -> go.Bar:
    return go.Bar(
        x=list(names),
        y=[rate.estimate for rate in rates],
        marker={"color": list(colours)},
        error_y={
            "type": "data", "symmetric": False, "color": theme.TEXT, "thickness": 1, "width": 3,
            "array": [rate.high - rate.estimate for rate in rates],
            "arrayminus": [rate.estimate - rate.low for rate in rates],
        },
        customdata=[
            [name, *count, f"{formats.rate(rate.low)} to {formats.rate(rate.high)}"]
            for name, count, rate in zip(names, counts, rates, strict=True)
        ],
        hovertemplate="%{x}: %{y:.1%}, 95 % interval %{customdata[3]}<br>"
        "%{customdata[1]:,} of %{customdata[2]:,}<extra></extra>",
    )  # fmt: skip
