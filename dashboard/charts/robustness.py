"""What noise or a missing feed does to a figure of the model."""

from collections.abc import Callable, Sequence

import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.auc import wrapped


def disturbances(
    names: Sequence[str],
    values: Sequence[float],
    undisturbed: float,
    *,
    title: str,
    written: Callable[[float], str],
    n: int,
) -> go.Figure:
    """One line a disturbance: how far it moves the figure from its undisturbed value."""
    fig = theme.figure(height=44 * len(names) + 78, right=16, top=24)
    labels = [wrapped(name, 24) for name in names]
    for label, value in zip(labels, values, strict=True):
        fig.add_trace(
            go.Scatter(
                x=[undisturbed, value], y=[label, label], mode="lines", hoverinfo="skip",
                line={"color": theme.faded(theme.BOOK, 0.5), "width": 3},
            )
        )  # fmt: skip
    fig.add_trace(
        go.Scatter(
            x=list(values), y=labels, mode="markers+text", marker={"size": 11, "color": theme.BOOK},
            text=[written(value) for value in values], cliponaxis=False,
            textposition=["middle left" if v < undisturbed else "middle right" for v in values],
            customdata=[[written(value), written(undisturbed)] for value in values],
            hovertemplate="%{y}<br>" + title + " %{customdata[0]}, undisturbed %{customdata[1]}"
            f"<br>n = {n:,}<extra></extra>",
        )
    )  # fmt: skip
    fig.add_vline(x=undisturbed, line={"color": theme.NEUTRAL, "width": 1.5, "dash": "dot"})
    fig.add_annotation(
        x=undisturbed, y=1, yref="paper", yanchor="bottom", showarrow=False,
        text=f"undisturbed {written(undisturbed)}", font={"color": theme.TEXT, "size": 11},
    )  # fmt: skip
    low, high = min(undisturbed, *values), max(undisturbed, *values)
    room = 0.35 * ((high - low) or 0.01)
    ticks = [low, high] if high > low else [low]
    fig.update_xaxes(
        title=title, range=[low - room, high + room], tickvals=ticks,
        ticktext=[written(tick) for tick in ticks],
    )  # fmt: skip
    fig.update_yaxes(autorange="reversed", type="category", showgrid=False)
    return fig
