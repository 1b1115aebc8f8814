"""Marks over the cells of a heat map, which itself answers no click."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

CELL_PIXELS = 44


def cells_to_click(
    x: Sequence[Any],
    y: Sequence[Any],
    customdata: Sequence[Sequence[Any]],
    hovertemplate: str,
    *,
    pixels: int = CELL_PIXELS,
) -> go.Scatter:
    """One unseen mark a cell, at `x` and `y`, that gives the cell's hover and takes its click.

    The first custom value identifies the cell; the heat map beneath is drawn with hover off.
    """
    return go.Scatter(
        x=list(x),
        y=list(y),
        customdata=[list(values) for values in customdata],
        mode="markers",
        marker={"symbol": "square", "size": pixels, "opacity": 0},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        hovertemplate=hovertemplate,
        showlegend=False,
    )
