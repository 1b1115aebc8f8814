"""AUC of a model beside its baselines, each with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts import theme
from pipelines.stats.intervals import Interval

CHANCE = 0.5


@dataclass(frozen=True)
class Candidate:
    """Something that ranks applications by risk, with its AUC on the same cases as the others."""

    label: str
    auc: Interval
    is_champion: bool = False


def auc_intervals(candidates: Sequence[Candidate], n: int) -> go.Figure:
    """One line a candidate, first on top: estimate, 95 % interval, and the coin's 0.5 beside it."""
    fig = theme.figure(height=56 * len(candidates) + 56, right=24, top=22)
    low = min(CHANCE, *(candidate.auc.low for candidate in candidates))
    high = max(candidate.auc.high for candidate in candidates)
    for candidate in candidates:
        fig.add_trace(_line(candidate, n))
    fig.add_vline(x=CHANCE, line={"color": theme.NEUTRAL, "dash": "dot", "width": 1})
    fig.add_annotation(
        x=CHANCE, y=1, yref="paper", yanchor="bottom", text="no better than a coin",
        showarrow=False, xanchor="left", font={"color": theme.NEUTRAL, "size": 11},
    )  # fmt: skip
    fig.update_yaxes(range=[len(candidates) - 0.6, -0.7], type="category", showgrid=False)
    fig.update_xaxes(
        range=[max(0.0, low - 0.03), min(1.0, high + 0.06)], title="AUC", tickformat=".2f", nticks=7
    )
    return fig


def _line(candidate: Candidate, n: int) -> go.Scatter:
    found = candidate.auc
    colour = theme.BOOK if candidate.is_champion else theme.NEUTRAL
    return go.Scatter(
        x=[found.estimate],
        y=[wrapped(candidate.label)],
        mode="markers+text",
        marker={"size": 13, "color": colour, "symbol": "diamond"},
        error_x={
            "type": "data", "symmetric": False, "array": [found.high - found.estimate],
            "arrayminus": [found.estimate - found.low], "color": colour, "thickness": 2.5,
        },
        text=[f"<b>{found.estimate:.3f}</b>"],
        textposition="top center",
        hovertemplate=f"{candidate.label}<br>AUC {found.estimate:.3f}, 95 % interval "
        f"{found.low:.3f} to {found.high:.3f}<br>n = {n:,}<extra></extra>",
    )  # fmt: skip


def wrapped(label: str, width: int = 24) -> str:
    """A label broken into two lines near its middle where it is long."""
    if len(label) <= width:
        return label
    middle = len(label) // 2
    spaces = [place for place, sign in enumerate(label) if sign == " "]
    if not spaces:
        return label
    cut = min(spaces, key=lambda place: abs(place - middle))
    return f"{label[:cut]}<br>{label[cut + 1 :]}"
