"""Loss against the severity of a shock, with the loss that was looked for."""

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme
from pipelines.portfolio.stress import ReverseStress


def reverse_curve(found: ReverseStress) -> go.Figure:
    """The severities gone through, joined, with the share looked for and where it is met."""
    fig = theme.figure(height=300, right=16, top=28)
    fig.add_trace(
        go.Scatter(
            x=[trial.severity for trial in found.tried],
            y=[trial.share_lost for trial in found.tried],
            mode="lines+markers",
            line={"color": theme.BOOK, "width": 2},
            marker={"size": 8, "color": theme.BOOK},
            customdata=[
                [f"{trial.severity:.4f}", formats.rate(trial.sales_change)] for trial in found.tried
            ],
            hovertemplate="Severity %{x:.0%}: sales %{customdata[1]}"
            "<br>%{y:.1%} of the balance expected to be lost<extra></extra>",
        )
    )
    fig.add_hline(found.share_lost, line={"color": theme.TEXT, "width": 1.5, "dash": "dot"})
    fig.add_annotation(
        x=0, xref="paper", xanchor="left", y=found.share_lost, yanchor="bottom", showarrow=False,
        text=f"looked for: {formats.rate(found.share_lost)} of the balance",
    )  # fmt: skip
    if found.severity is not None:
        fig.add_trace(
            go.Scatter(
                x=[found.severity], y=[found.result.share_lost], mode="markers",
                marker={"size": 14, "color": theme.SECOND, "symbol": "diamond"},
                hoverinfo="skip",
            )
        )  # fmt: skip
    highest = max(found.share_lost * 1.15, *(trial.share_lost for trial in found.tried))
    fig.update_yaxes(range=[0, highest * 1.05], **axes.rates(highest))
    fig.update_xaxes(range=[-0.03, 1.05], title="Severity of the shock", **axes.rates(1.0))
    return fig
