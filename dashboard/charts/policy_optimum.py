"""Whom the best offers go to: amounts by tier over bands of PD."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme

TIERS = (theme.BOOK, theme.SECOND, theme.THIRD, theme.ACTION, *theme.CATEGORICAL[5:])


def offered_by_band(bands: pd.DataFrame, tiers: Sequence[str], currency: str) -> go.Figure:
    """What is offered in each band of PD, one colour a tier.

    `bands` has one row for each band and tier: band (its PDs in words), tier, offers, applicants
    and amount_cents.
    """
    fig = theme.legend_on_top(theme.figure(height=360, top=30))
    sign = formats.symbol(currency)
    for tier, colour in zip(tiers, TIERS, strict=False):
        rows = bands[bands["tier"] == tier]
        fig.add_trace(
            go.Bar(
                name=f"Tier {tier}",
                x=rows["band"].tolist(),
                y=(rows["amount_cents"] / 100).tolist(),
                marker={"color": colour},
                customdata=rows[["offers", "applicants"]].to_numpy(),
                hovertemplate=f"PD %{{x}}, tier {tier}<br>{sign}%{{y:,.0f}} to "
                "%{customdata[0]:,} of %{customdata[1]:,} applicants<extra></extra>",
            )
        )
    fig.update_layout(barmode="stack")
    highest = float(bands.groupby("band")["amount_cents"].sum().max() or 0) / 100
    fig.update_yaxes(title="Offered", showgrid=True, **axes.money(highest, sign))
    fig.update_xaxes(title="PD", type="category")
    return fig
