"""What charge-offs recover as months go by, against what the policy assumes."""

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme
from pipelines.portfolio.loss import Workout


def recoveries(found: Workout) -> go.Figure:
    """Share of charge-offs recovered by months since, with its 95 % band; dashed: 1 less LGD."""
    fig = theme.figure(height=280, top=26)
    months = [point.months_since for point in found.curve]
    for side in ("low", "high"):
        fig.add_trace(
            go.Scatter(
                x=months, y=[getattr(point, side) for point in found.curve], mode="lines",
                line={"width": 0}, hoverinfo="skip",
                fill="tonexty" if side == "high" else None,
                fillcolor=theme.faded(theme.BOOK, 0.16),
            )
        )  # fmt: skip
    fig.add_trace(_curve(found))
    assumed = 1 - found.policy.value
    fig.add_hline(y=assumed, line={"color": theme.NEUTRAL, "width": 1.5, "dash": "dash"})
    theme.name_on_top(
        fig,
        {"Recovered": theme.BOOK, f"Policy: {formats.rate(assumed, 0)} in all": theme.NEUTRAL},
    )
    highest = max([*(point.high for point in found.curve), assumed])
    fig.update_yaxes(range=[0, 1.08 * highest], **axes.rates(highest))
    return fig.update_xaxes(title="Months since charge-off", rangemode="tozero", dtick=3)


def _curve(found: Workout) -> go.Scatter:
    return go.Scatter(
        x=[point.months_since for point in found.curve],
        y=[point.recovered for point in found.curve],
        mode="lines",
        line={"color": theme.BOOK, "width": 3, "shape": "hv"},
        customdata=[
            [str(point.months_since), point.low, point.high, point.charge_offs, point.discounted]
            for point in found.curve
        ],
        hovertemplate="%{x} months after: %{y:.1%} recovered, 95 % interval %{customdata[1]:.1%} "
        "to %{customdata[2]:.1%}<br>worth %{customdata[4]:.1%} at charge-off<br>"
        "n = %{customdata[3]:,} charge-offs<extra></extra>",
    )
