"""All scenarios side by side: what each would lose, against no shock."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme
from pipelines.portfolio.stress import StressResult


def stress_scenarios(
    results: Sequence[StressResult], chosen: str, symbol: str, currency: str
) -> go.Figure:
    """Stressed expected loss by scenario, worst on top; the line is the loss without a shock."""
    ordered = sorted(results, key=lambda result: -result.stressed_loss_cents)
    fig = theme.figure(height=34 * len(ordered) + 60, right=72, top=28)
    fig.add_trace(
        go.Bar(
            y=[result.title for result in ordered],
            x=[result.stressed_loss_cents / 100 for result in ordered],
            orientation="h",
            marker={
                "color": [
                    theme.BOOK if result.scenario == chosen else theme.faded(theme.BOOK, 0.45)
                    for result in ordered
                ]
            },
            text=[formats.money(result.stressed_loss_cents, currency) for result in ordered],
            textposition="outside",
            cliponaxis=False,
            customdata=[
                [r.scenario, r.title, r.share_lost, r.stressed_pd, r.loans] for r in ordered
            ],
            hovertemplate=f"%{{customdata[1]}}<br>{symbol}%{{x:,.0f}} expected to be lost, "
            "%{customdata[2]:.1%} of the balance<br>mean PD %{customdata[3]:.2%}"
            "<br>Loans: %{customdata[4]:,}<extra></extra>",
        )
    )
    calm = ordered[0].expected_loss_cents / 100
    fig.add_vline(calm, line={"color": theme.TEXT, "width": 1.5, "dash": "dot"})
    fig.add_annotation(
        x=1, xref="paper", y=1, yref="paper", yanchor="bottom", xanchor="right", showarrow=False,
        text=f"Dotted: without a shock {formats.money(calm * 100, currency)}",
    )  # fmt: skip
    highest = max(result.stressed_loss_cents for result in ordered) / 100
    fig.update_xaxes(rangemode="tozero", **axes.money(highest, symbol, most=3))
    fig.update_yaxes(autorange="reversed", showgrid=False)
    return fig
