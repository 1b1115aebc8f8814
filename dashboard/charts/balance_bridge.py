"""How one amount became another, step by step."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import theme


def balance_bridge(steps: Sequence[tuple[str, int, bool]], currency: str) -> go.Figure:
    """Horizontal bridge of `(label, cents, is_level)`: levels start at zero, flows hang between."""
    fig = theme.figure(height=44 * len(steps) + 20, right=80)
    at = 0
    for label, cents, is_level in steps:
        base = 0 if is_level else at
        at = cents if is_level else at + cents
        fig.add_trace(_step(label, cents, base, is_level=is_level, currency=currency))
    fig.update_yaxes(autorange="reversed", showgrid=False)
    fig.update_xaxes(visible=False, rangemode="tozero")
    fig.update_layout(bargap=0.35, barmode="overlay")
    return fig


def _step(label: str, cents: int, base: int, *, is_level: bool, currency: str) -> go.Bar:
    written = formats.money(abs(cents), currency)
    sign = "−" if cents < 0 else "" if is_level else "+"
    text = f"{sign}{written}"
    colour = theme.BOOK if is_level else theme.NEUTRAL
    if label == "Charged off" or (is_level and cents < 0):
        colour = theme.DPD["charged off"]
    return go.Bar(
        y=[label],
        x=[cents / 100],
        base=[base / 100],
        orientation="h",
        text=[text],
        textposition="outside",
        cliponaxis=False,
        marker={"color": colour},
        hovertemplate=f"{label}<br>{text}<extra></extra>",
    )
