"""PD against size for every applicant: the grey band is where a person decides."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import theme

TICKS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0]
CROWDED = 1000
"""From this many applications on, marks are drawn smaller."""


@dataclass(frozen=True)
class Look:
    """How the applications of one decision are drawn."""

    label: str
    colour: str
    symbol: str
    opacity: float
    size: int


LOOKS = {
    "decline": Look("Declined", theme.NEUTRAL, "x-thin", 0.55, 6),
    "approve": Look("Approved", theme.BOOK, "circle", 0.6, 7),
    "counter-offer": Look("Counter-offer", theme.SECOND, "diamond", 0.75, 7),
    "refer": Look("Needs a person", theme.ACTION, "square", 0.95, 9),
}


def whom_first(
    frame: pd.DataFrame, currency: str, *, size: str, size_label: str, band: tuple[float, float]
) -> go.Figure:
    """One mark an application at its PD and its size in cents, by decision.

    `size` names the column with the size; `band` is the grey band from cut-off to its upper end.
    """
    fig = theme.legend_on_top(theme.figure(height=400, top=30))
    fig.add_vrect(
        x0=band[0],
        x1=band[1],
        fillcolor=theme.faded(theme.ACTION, 0.08),
        line_width=0,
        layer="below",
    )
    for decision, look in LOOKS.items():
        part = frame[(frame["decision"] == decision) & (frame[size] > 0)]
        if len(part):
            fig.add_trace(_marks(part, size, currency, look, small=len(frame) > CROWDED))
    fig.update_xaxes(
        title="Probability of default (log scale)", type="log", tickformat=".2~p", tickvals=TICKS
    )
    fig.update_yaxes(
        title=f"{size_label}, {currency} (log scale)", type="log", tickformat="~s", nticks=6
    )
    fig.add_annotation(
        x=np.log10((band[0] * band[1]) ** 0.5), y=0, yref="paper", yanchor="bottom",
        text="grey band", showarrow=False, font={"color": theme.ACTION, "size": 11},
    )  # fmt: skip
    return fig


def _marks(part: pd.DataFrame, size: str, currency: str, look: Look, *, small: bool) -> go.Scatter:
    sign = formats.symbol(currency)
    edge = {"width": 1.2, "color": look.colour} if look.symbol.endswith("thin") else {"width": 0}
    return go.Scatter(
        x=part["pd"].to_numpy(np.float32),
        y=(part[size].astype(float) / 100).to_numpy(np.float32),
        text=part["name"] + " · " + part["application_id"] + " · grade " + part["grade"],
        mode="markers",
        name=f"{look.label} ({len(part):,})",
        marker={
            "color": look.colour,
            "symbol": look.symbol,
            "size": look.size - 3 if small else look.size,
            "opacity": look.opacity,
            "line": edge,
        },
        hovertemplate=f"%{{text}}<br>PD %{{x:.2%}}, {sign}%{{y:,.0f}}<extra>{look.label}</extra>",
    )
