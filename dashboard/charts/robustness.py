"""What noise or a missing feed does to a figure of the model."""

from collections.abc import Callable, Sequence

import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.auc import wrapped
from pipelines.stats.intervals import Interval


def disturbances(
    names: Sequence[str],
    values: Sequence[float],
    undisturbed: float,
    *,
    title: str,
    written: Callable[[float], str],
    n: int,
    band: Interval | None = None,
) -> go.Figure:
    """One line a disturbance: how far it moves the figure from its undisturbed value.

    `band` is the interval of that value, shaded; without one the axis starts at zero.
    """
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
            textposition=[
                "middle left" if value < undisturbed and (band or value > max(values) / 4)
                else "middle right"
                for value in values
            ],
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
    ends = [undisturbed, *values, *((band.low, band.high) if band else (0.0,))]
    low, high = min(ends), max(ends)
    room = 0.1 * ((high - low) or 0.01)
    if band is not None:
        fig.add_vrect(
            x0=band.low, x1=band.high, line_width=0, fillcolor=theme.faded(theme.NEUTRAL, 0.16)
        )
    start = low - 3 * room if band else 0.0
    fig.update_xaxes(
        title=title, range=[start, high + 2.2 * room], nticks=6,
        tickformat=".2f" if band else ".0%",
    )  # fmt: skip
    fig.update_yaxes(autorange="reversed", type="category", showgrid=False)
    return fig
