"""What moved a score: each driver group's part before and after, side by side."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import theme

Part = tuple[str, float, float]
"""A driver group with its part of the score before and after, in log-odds."""


def moved_parts(parts: Sequence[Part]) -> go.Figure:
    """A pair of bars for each group, those that moved most on top."""
    fig = theme.figure(height=46 * len(parts) + 70, right=24, top=28)
    names = [name for name, _, _ in parts]
    for label, colour, values in (
        ("now", theme.NEUTRAL, [before for _, before, _ in parts]),
        ("with the change", theme.BOOK, [after for _, _, after in parts]),
    ):
        fig.add_trace(
            go.Bar(
                y=names, x=values, name=label, orientation="h", marker={"color": colour},
                hovertemplate=f"%{{y}}, {label}: %{{x:+.3f}}<extra></extra>",
            )
        )  # fmt: skip
    fig.update_yaxes(autorange="reversed", showgrid=False)
    fig.update_xaxes(title="part of the score, log-odds (right: riskier)", zeroline=True)
    fig.update_layout(barmode="group", bargap=0.3, legend_traceorder="normal")
    return theme.legend_on_top(fig)
