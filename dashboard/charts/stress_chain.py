"""A shock on its way from sales to loss: each step's change, and its level before and after."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import theme

ROOM = 1.3
"""Part of the widest change that is kept free at either end for what is written there."""


@dataclass(frozen=True)
class ChainStep:
    """One step: its name, its relative change, and its level before and after in words."""

    name: str
    change: float
    before: str
    after: str


def stress_chain(steps: Sequence[ChainStep]) -> go.Figure:
    """One bar a step, in the order of the chain, from no change to its change."""
    fig = theme.figure(height=54 * len(steps) + 30)
    fig.add_trace(
        go.Bar(
            y=[step.name for step in steps],
            x=[step.change for step in steps],
            orientation="h",
            marker={"color": [theme.NEUTRAL] + [theme.BOOK] * (len(steps) - 1)},
            text=[
                f"<b>{_signed(step.change)}</b><br>{step.before} → {step.after}" for step in steps
            ],
            textposition="outside",
            cliponaxis=False,
            customdata=[[step.name, step.before, step.after] for step in steps],
            hovertemplate="%{customdata[0]}<br>%{customdata[1]} without the shock"
            "<br>%{customdata[2]} with it<extra></extra>",
        )
    )
    low = min(0.0, *(step.change for step in steps))
    high = max(0.0, *(step.change for step in steps))
    room = ROOM * ((high - low) or 1.0)
    fig.update_xaxes(visible=False, range=[low - (room if low < 0 else 0), high + room])
    fig.update_yaxes(autorange="reversed", showgrid=False)
    fig.add_vline(0, line={"color": theme.GRID, "width": 1})
    return fig


def _signed(change: float) -> str:
    return f"{'+' if change > 0 else ''}{formats.rate(change)}"
