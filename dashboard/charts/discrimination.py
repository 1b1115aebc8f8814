"""How well scores separate: the ROC curve, and the two distributions whose gap is the KS."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from pipelines.stats.curves import LiftPoint

MOST_POINTS = 400
COLOURS = (theme.BOOK, theme.SECOND)


def roc(curves: Sequence[tuple[str, Sequence[tuple[float, float]]]]) -> go.Figure:
    """Up to two curves of (false positive rate, true positive rate), named in their colour."""
    fig = theme.figure(height=360, right=16)
    fig.add_shape(
        type="line", x0=0, y0=0, x1=1, y1=1,
        line={"color": theme.NEUTRAL, "dash": "dot", "width": 1},
    )  # fmt: skip
    for place, ((name, points), colour) in enumerate(zip(curves, COLOURS, strict=False)):
        x, y = (np.array([point[axis] for point in points], dtype="float32") for axis in (0, 1))
        fig.add_trace(
            go.Scatter(
                x=x, y=y, mode="lines", name=name,
                line={"color": colour, "width": 2.5, "shape": "hv"},
                hovertemplate=f"{name}<br>%{{x:.1%}} of goods flagged to catch "
                "%{y:.1%} of bads<extra></extra>",
            )
        )  # fmt: skip
        fig.add_annotation(
            x=0.98, y=0.14 - 0.09 * place, text=name, showarrow=False, xanchor="right",
            font={"color": colour},
        )  # fmt: skip
    fig.update_xaxes(range=[0, 1.005], tickformat=".0%", title="Goods flagged")
    fig.update_yaxes(range=[0, 1.02], tickformat=".0%", title="Bads caught")
    return fig


def gains(points: Sequence[LiftPoint], n: int) -> go.Figure:
    """Share of the bads caught by how many of the riskiest cases are taken, with the lift."""
    fig = theme.figure(height=360, right=16)
    fig.add_shape(
        type="line", x0=0, y0=0, x1=1, y1=1,
        line={"color": theme.NEUTRAL, "dash": "dot", "width": 1},
    )  # fmt: skip
    fig.add_trace(
        go.Scatter(
            x=[0, *(point.share for point in points)],
            y=[0, *(point.bads_caught for point in points)],
            mode="lines+markers+text", line={"color": theme.BOOK, "width": 2.5},
            text=["", *(f"×{point.lift:.1f}" for point in points)], textposition="top left",
            customdata=[[0.0], *([point.lift] for point in points)], cliponaxis=False,
            hovertemplate="Riskiest %{x:.0%} of the cases<br>%{y:.1%} of the bads, "
            f"%{{customdata[0]:.2f}} times chance<br>n = {n:,}<extra></extra>",
        )
    )  # fmt: skip
    fig.add_annotation(
        x=0.72, y=0.68, text="chance", showarrow=False, xanchor="left", yanchor="top",
        font={"color": theme.NEUTRAL, "size": 11},
    )  # fmt: skip
    fig.update_xaxes(range=[0, 1.005], tickformat=".0%", title="Riskiest cases taken")
    fig.update_yaxes(range=[0, 1.08], tickformat=".0%", title="Bads caught")
    return fig


def cumulative(judged: pd.DataFrame) -> go.Figure:
    """Share of goods and of bads up to each score; the widest gap is the KS.

    `judged` has bad (0 or 1) and score (log-odds).
    """
    fig = theme.figure(height=360, right=16)
    values = {bad: np.sort(part["score"].to_numpy()) for bad, part in judged.groupby("bad")}
    for bad, name, colour in ((0, "Goods", theme.BOOK), (1, "Bads", theme.ACTION)):
        x, y = _distribution(values[bad])
        fig.add_trace(
            go.Scatter(
                x=x, y=y, mode="lines", name=name, line={"color": colour, "width": 2.5},
                hovertemplate=f"%{{y:.1%}} of {name.lower()} score up to %{{x:.2f}}"
                f"<br>n = {len(values[bad]):,}<extra></extra>",
            )
        )  # fmt: skip
        # Away from the middle, where the widest gap has its own label.
        half = int(np.abs(y - (0.25 if bad else 0.75)).argmin())
        fig.add_annotation(
            x=float(x[half]), y=float(y[half]), text=f"{name}, n = {len(values[bad]):,}",
            showarrow=False, xanchor="left" if bad else "right", xshift=8 if bad else -8,
            yanchor="top" if bad else "bottom",
            font={"color": colour},
        )  # fmt: skip
    _mark_gap(fig, values[0], values[1])
    reach = float(values[1].max()) - float(values[0].min())
    fig.update_xaxes(
        title="Score (log-odds), riskier to the right",
        range=[float(values[0].min()) - 0.3 * reach, float(values[1].max()) + 0.05 * reach],
    )
    fig.update_yaxes(range=[0, 1.02], tickformat=".0%", title="Share at or below")
    return fig


def _distribution(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    keep = np.unique(np.linspace(0, len(values) - 1, min(MOST_POINTS, len(values))).astype(int))
    return values[keep].astype("float32"), ((keep + 1) / len(values)).astype("float32")


def _mark_gap(fig: go.Figure, goods: np.ndarray, bads: np.ndarray) -> None:
    grid = np.unique(np.concatenate([goods, bads]))
    below = [np.searchsorted(side, grid, side="right") / len(side) for side in (goods, bads)]
    place = int((below[0] - below[1]).argmax())
    x = float(grid[place])
    fig.add_shape(
        type="line", x0=x, x1=x, y0=float(below[1][place]), y1=float(below[0][place]),
        line={"color": theme.TEXT, "width": 1.5, "dash": "dot"},
    )  # fmt: skip
    gap = float(below[0][place] - below[1][place])
    fig.add_annotation(
        x=x, y=float(below[1][place]), text=f"KS {gap:.1%}".replace("%", "\u00a0%"),
        showarrow=False, xanchor="left", xshift=10, yanchor="top", yshift=-4,
    )  # fmt: skip
