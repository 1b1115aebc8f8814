"""What a draft changes by part of the book, and what other prices would earn."""

from collections.abc import Sequence
from math import isnan

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme
from pipelines.simulation.segments import Segment
from pipelines.simulation.take_up import PriceLevels


def profit_changes(segments: Sequence[Segment], currency: str) -> go.Figure:
    """Change in expected profit with its interval, one line a part of the book."""
    fig = theme.figure(height=34 * len(segments) + 70, right=14)
    sign, places = formats.symbol(currency), list(range(len(segments)))
    spans = [segment.profit_change for segment in segments]
    fig.add_trace(
        go.Scatter(
            x=[span.estimate / 100 for span in spans], y=places, mode="markers", cliponaxis=False,
            marker={"color": theme.BOOK, "size": 10},
            error_x={
                "type": "data", "symmetric": False,
                "array": [(span.high - span.estimate) / 100 for span in spans],
                "arrayminus": [(span.estimate - span.low) / 100 for span in spans],
                "color": theme.faded(theme.BOOK, 0.6),
            },
            customdata=[
                [part.name, part.applications, part.profit_change.low / 100,
                 part.profit_change.high / 100]
                for part in segments
            ],
            hovertemplate=f"%{{customdata[0]}}: {sign}%{{x:,.0f}}<br>95 % interval {sign}"
            f"%{{customdata[2]:,.0f}} to {sign}%{{customdata[3]:,.0f}}<br>"
            "n = %{customdata[1]:,}<extra></extra>",
        )
    )  # fmt: skip
    fig.add_vline(x=0, line={"color": theme.NEUTRAL, "width": 1, "dash": "dot"})
    fig.update_yaxes(
        range=[len(segments) - 0.5, -0.5], tickvals=places, showgrid=False,
        ticktext=[f"{part.name}, n = {part.applications:,}" for part in segments],
    )  # fmt: skip
    bounds = [bound / 100 for span in spans for bound in (span.low, span.high, span.estimate)]
    known = [0.0, *(bound for bound in bounds if not isnan(bound))]
    ticks = axes.money(max(known), sign, lowest=min(known))
    fig.update_xaxes(title="Change in expected profit", showgrid=True, **ticks)
    return fig


def prices(levels: PriceLevels, currency: str) -> go.Figure:
    """Share taken up above, expected profit below, over the prices as multiples of the draft's."""
    fig = theme.figure(height=400, top=28, right=14)
    fig.set_subplots(
        rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.12, row_heights=[0.4, 0.6],
        subplot_titles=["Offered money that is accepted", "Expected profit of what is accepted"],
    )  # fmt: skip
    sign, x = formats.symbol(currency), levels.multiples
    aprs = levels.apr[:, None]
    fig.add_trace(
        go.Scatter(
            x=x, y=levels.taken_up, mode="lines+markers", customdata=aprs,
            line={"color": theme.SECOND},
            hovertemplate="Prices times %{x:g}: APR %{customdata[0]:.1%}<br>%{y:.1%} accepted"
            "<extra></extra>",
        ), row=1, col=1,
    )  # fmt: skip
    fig.add_trace(
        go.Scatter(
            x=x, y=levels.profit_cents / 100, mode="lines+markers", customdata=aprs,
            line={"color": theme.BOOK},
            hovertemplate=f"Prices times %{{x:g}}: APR %{{customdata[0]:.1%}}<br>{sign}%{{y:,.0f}}"
            "<extra></extra>",
        ), row=2, col=1,
    )  # fmt: skip
    fig.add_vline(x=1, line={"color": theme.NEUTRAL, "width": 1, "dash": "dot"})
    fig.update_xaxes(showgrid=False, fixedrange=True)
    fig.update_xaxes(title="Prices as a multiple of the draft's", row=2, col=1)
    fig.update_yaxes(range=[0, 1], **axes.rates(1.0, most=2), fixedrange=True, row=1, col=1)
    profit = levels.profit_cents / 100
    ticks = axes.money(max(profit.max(), 1.0), sign, lowest=min(profit.min(), 0.0))
    fig.update_yaxes(**ticks, zeroline=True, fixedrange=True, row=2, col=1)
    fig.update_annotations(x=0, xanchor="left", font={"size": 13, "color": theme.TEXT})
    return fig
