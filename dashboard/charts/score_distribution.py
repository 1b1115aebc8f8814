"""Where goods and bads lie on the PD scale."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme

BINS = 30


def score_distribution(judged: pd.DataFrame) -> go.Figure:
    """Goods above, bads beneath, each as shares of their own number over the same PD bins.

    `judged` has bad (0 or 1) and pd.
    """
    fig = theme.figure(height=340, top=22)
    fig.set_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.14)
    edges = np.linspace(0, float(judged["pd"].max()) or 1.0, BINS + 1)
    sides = ((1, 0, "Goods", theme.BOOK), (2, 1, "Bads", theme.ACTION))
    for row, bad, name, colour in sides:
        values = judged.loc[judged["bad"] == bad, "pd"]
        counts = np.histogram(values, edges)[0]
        fig.add_trace(_bars(counts, edges, name, colour), row=row, col=1)
        fig.add_annotation(
            text=f"{name}, n = {len(values):,}", showarrow=False, xanchor="left", x=0,
            xref="x domain", y=1.16, yref=f"y{row if row > 1 else ''} domain",
            font={"color": theme.TEXT, "size": 13},
        )  # fmt: skip
    fig.update_layout(bargap=0.06)
    fig.update_yaxes(tickformat=".0%", rangemode="tozero", nticks=4, fixedrange=True)
    fig.update_xaxes(tickformat=".0%", showgrid=False, fixedrange=True)
    fig.update_xaxes(title="PD, calibrated without the case's own fold", row=2, col=1)
    return fig


def _bars(counts: np.ndarray, edges: np.ndarray, name: str, colour: str) -> go.Bar:
    return go.Bar(
        x=(edges[:-1] + edges[1:]) / 2,
        y=counts / max(counts.sum(), 1),
        marker={"color": colour},
        customdata=np.column_stack([counts, edges[:-1], edges[1:]]),
        hovertemplate=f"{name}, PD %{{customdata[1]:.1%}} to %{{customdata[2]:.1%}}<br>"
        "%{y:.1%}, n = %{customdata[0]:,}<extra></extra>",
    )
