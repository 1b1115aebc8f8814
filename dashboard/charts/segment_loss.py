"""Where the expected loss comes from: the segments that lose most, with their loss rate."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme
from dashboard.values import named
from pipelines.portfolio.loss import SegmentLoss

LABEL_LENGTH = 26
COLOURS = {**theme.DPD, **theme.GRADES}


def segment_loss(rows: Sequence[SegmentLoss], currency: str, names: dict[str, str]) -> go.Figure:
    """One bar a segment in the order given: its expected loss, and that as a share of balance.

    Grades and buckets of days past due stand in their own colours.
    """
    fig = theme.figure(height=30 * len(rows) + 56, right=120)
    symbol = formats.symbol(currency)
    fig.add_trace(
        go.Bar(
            y=[row.segment for row in rows],
            x=[row.expected_loss_cents / 100 for row in rows],
            orientation="h",
            marker={"color": [COLOURS.get(row.segment, theme.BOOK) for row in rows]},
            text=[
                f"{formats.money(row.expected_loss_cents, currency)}, "
                f"{formats.rate(row.loss_rate)}"
                for row in rows
            ],
            textposition="outside",
            cliponaxis=False,
            customdata=[
                [row.segment, formats.money(row.balance_cents, currency), formats.rate(row.pd),
                 row.loans]
                for row in rows
            ],
            hovertemplate=f"%{{y}}<br>expected loss {symbol}%{{x:,.0f}} of %{{customdata[1]}} owed"
            "<br>mean PD %{customdata[2]}<br>n = %{customdata[3]:,} loans<extra></extra>",
        )
    )  # fmt: skip
    fig.update_yaxes(
        autorange="reversed", type="category", showgrid=False,
        tickvals=[row.segment for row in rows],
        ticktext=[names.get(row.segment, named(row.segment))[:LABEL_LENGTH] for row in rows],
    )  # fmt: skip
    highest = max((row.expected_loss_cents for row in rows), default=0) / 100
    return fig.update_xaxes(rangemode="tozero", **axes.money(highest, symbol, most=3))
