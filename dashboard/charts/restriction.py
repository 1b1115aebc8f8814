"""The AUC on all who applied against the one to expect on those lent to."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import theme

Curve = tuple[float, Sequence[tuple[float, float]]]
NAMES = {1.0: "lent by the same ranking", 0.7: "by one much like it (correlation 0.7)"}


def restriction(curves: Sequence[Curve], judged: float) -> go.Figure:
    """One line a way of lending, the judged AUC across; where they meet is the AUC on all."""
    fig = theme.figure(height=340, right=24, top=16)
    for (rho, points), colour in zip(curves, (theme.BOOK, theme.SECOND), strict=False):
        x, y = [point[0] for point in points], [point[1] for point in points]
        name = NAMES.get(rho, f"correlation {rho:g}")
        fig.add_trace(
            go.Scatter(
                x=x, y=y, mode="lines", name=name, line={"color": colour, "width": 2.5},
                hovertemplate=f"{name}<br>AUC %{{x:.2f}} on all who applied shows as "
                "%{y:.3f} on those lent to<extra></extra>",
            )
        )  # fmt: skip
    fig.add_shape(
        type="line", x0=0, x1=1, xref="x domain", y0=judged, y1=judged,
        line={"color": theme.NEUTRAL, "dash": "dot", "width": 1.5},
    )  # fmt: skip
    fig.add_annotation(
        x=1, xref="x domain", y=judged, text=f"judged: {judged:.3f}", showarrow=False,
        xanchor="right", yanchor="bottom", font={"color": theme.NEUTRAL},
    )  # fmt: skip
    theme.legend_on_top(fig)
    fig.update_xaxes(title="AUC on all who applied", tickformat=".2f")
    fig.update_yaxes(title="AUC on those lent to", tickformat=".2f")
    return fig
