"""The monthly payments of a quote: principal and fee."""

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import theme
from pipelines.offers import Quote


def payments(quote: Quote) -> go.Figure:
    """One bar a payment, principal below and fee on top, the amount due written over it."""
    due = quote.schedule.instalments
    labels = [f"{item.due_on.day} {item.due_on:%b}<br>{item.due_on:%Y}" for item in due]
    fig = theme.legend_on_top(theme.figure(height=260, top=30))
    sign = formats.symbol(quote.currency)
    for name, colour, cents in (
        ("Principal", theme.BOOK, [item.principal_cents for item in due]),
        ("Fee", theme.SECOND, [item.fee_cents for item in due]),
    ):
        fig.add_trace(
            go.Bar(
                x=labels,
                y=[amount / 100 for amount in cents],
                name=name,
                marker={"color": colour},
                hovertemplate=f"{name} due %{{x}}: {sign}%{{y:,.2f}}<extra></extra>",
            )
        )
    for label, item in zip(labels, due, strict=True):
        fig.add_annotation(
            x=label, y=item.payment_cents / 100, yanchor="bottom", showarrow=False,
            text=f"{item.payment_cents / 100:,.0f}", font={"size": 11},
        )  # fmt: skip
    fig.update_layout(barmode="stack")
    fig.update_yaxes(visible=False)
    return fig
