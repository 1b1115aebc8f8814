"""Default rate by funding month: which loans went bad, with the uncertainty of each rate."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme
from dashboard.charts.book_panels import month_start
from pipelines.portfolio import OriginationMonth, VintageContrast
from pipelines.stats.intervals import wilson_interval


def funding_months(
    months: Sequence[OriginationMonth], contrast: VintageContrast | None
) -> go.Figure:
    """One bar a month with a known outcome of all its loans and its 95 % Wilson interval.

    The months of the `contrast` stand in the colour of raised risk, named by their joint rate.
    """
    judged = [month for month in months if month.is_judged]
    bounds = [wilson_interval(month.defaulted_loans, month.loans) for month in judged]
    inside = [contrast is not None and contrast.covers(month.month_end) for month in judged]
    fig = theme.figure(height=260)
    fig.add_trace(
        go.Bar(
            x=[month_start(month.month_end) for month in judged],
            y=[bound.estimate for bound in bounds],
            marker={"color": [theme.STANDS_OUT if here else theme.NEUTRAL for here in inside]},
            error_y={
                "type": "data",
                "symmetric": False,
                "array": [bound.high - bound.estimate for bound in bounds],
                "arrayminus": [bound.estimate - bound.low for bound in bounds],
                "color": theme.TEXT,
                "thickness": 1,
                "width": 3,
            },
            customdata=[
                [
                    str(month.month_end),
                    month.defaulted_loans,
                    month.loans,
                    _interval(bound.low, bound.high),
                ]
                for month, bound in zip(judged, bounds, strict=True)
            ],
            hovertemplate="Funded %{x|%b %Y}: %{y:.1%} defaulted, 95 % interval %{customdata[3]}"
            "<br>%{customdata[1]:,} of %{customdata[2]:,} loans<extra></extra>",
        )
    )
    highest = max((bound.high for bound in bounds), default=0.01)
    fig.update_yaxes(range=[0, 1.05 * highest], **axes.rates(highest))
    fig.update_xaxes(tickformat=theme.MONTH_TICK, tickangle=0)
    return fig


def _interval(low: float, high: float) -> str:
    return f"{formats.rate(low)} to {formats.rate(high)}"
