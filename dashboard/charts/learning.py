"""How the model learned: AUC by the number of cases, and loss by the number of trees."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import theme
from pipelines.model.search import LossPoint
from pipelines.validation.learning_curve import LearningPoint


def learning_curve(points: Sequence[LearningPoint]) -> go.Figure:
    """AUC on cases left out against how many cases were fitted, with 95 % whiskers."""
    fig = theme.figure(height=330, right=32, top=16)
    areas = [point.auc for point in points]
    fig.add_trace(
        go.Scatter(
            x=[point.n for point in points], y=[area.estimate for area in areas],
            mode="lines+markers+text", line={"color": theme.BOOK, "width": 2.5},
            marker={"size": 9}, text=[f"{area.estimate:.3f}" for area in areas],
            textposition="top right", cliponaxis=False,
            error_y={
                "type": "data", "symmetric": False,
                "array": [area.high - area.estimate for area in areas],
                "arrayminus": [area.estimate - area.low for area in areas],
                "color": theme.faded(theme.BOOK, 0.6), "thickness": 1.5,
            },
            customdata=[[area.low, area.high, point.bads]
                        for area, point in zip(areas, points, strict=True)],
            hovertemplate="%{x:,} fitted cases, %{customdata[2]:,} bad<br>AUC %{y:.3f}, 95 % "
            "interval %{customdata[0]:.3f} to %{customdata[1]:.3f}<extra></extra>",
        )
    )  # fmt: skip
    fig.update_xaxes(
        title="Fitted cases (mean over folds)", rangemode="tozero",
        tickvals=[point.n for point in points], ticktext=[f"{point.n:,}" for point in points],
    )  # fmt: skip
    fig.update_yaxes(title="AUC on cases left out", tickformat=".2f", nticks=6)
    return fig


def training_log(log: Sequence[LossPoint], trees: int) -> go.Figure:
    """Fitted against validation loss by the number of trees, with the number that was taken."""
    fig = theme.figure(height=330, right=16, top=26)
    x = [point.trees for point in log]
    sides = {
        "fitted cases": ([point.fitted for point in log], theme.NEUTRAL),
        "validation cases": ([point.validation for point in log], theme.BOOK),
    }
    for name, (y, colour) in sides.items():
        fig.add_trace(
            go.Scatter(
                x=x, y=y, mode="lines", name=name, line={"color": colour, "width": 2.5},
                hovertemplate=f"%{{x:,}} trees<br>Log loss %{{y:.4f}} on {name}<extra></extra>",
            )
        )  # fmt: skip
    theme.name_on_top(fig, {name: colour for name, (_, colour) in sides.items()})
    fig.add_vline(x=trees, line={"color": theme.TEXT, "width": 1.5, "dash": "dot"})
    fig.add_annotation(
        x=trees, y=1, yref="paper", yanchor="top", text=f"{trees:,} trees taken", showarrow=False,
        xanchor="left", xshift=6,
    )  # fmt: skip
    fig.update_xaxes(title="Trees", rangemode="tozero", tickformat=",d", nticks=6)
    fig.update_yaxes(title="Mean log loss", tickformat=".3f", nticks=6, range=_losses(log, trees))
    return fig


def _losses(log: Sequence[LossPoint], trees: int) -> list[float] | None:
    """The range of losses from a sixth of the trees on: the first ones would hide the rest."""
    late = [point for point in log if point.trees >= trees / 6]
    if not late:
        return None
    low = min(min(point.fitted, point.validation) for point in late)
    high = max(max(point.fitted, point.validation) for point in late)
    return [low - 0.08 * (high - low), high]
