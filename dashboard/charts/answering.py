"""Figures that answer clicks: a heat map and a line without markers give none by themselves."""

import re
from typing import Any

import plotly.graph_objects as go

CELL_PIXELS = 34
POINT_PIXELS = 14


def answering(fig: go.Figure) -> go.Figure:
    """The same figure with an unseen mark on each cell and point, which takes clicks and hovers.

    What a mark stands for is the first custom value of its cell or point.
    """
    for trace in fig.data:
        if isinstance(trace, go.Heatmap) and trace.customdata is not None:
            fig.add_trace(_over_cells(trace))
            trace.update(hoverinfo="skip", hovertemplate=None)
        elif _is_bare_line(trace):
            trace.update(mode="lines+markers", marker={"opacity": 0, "size": POINT_PIXELS})
    return fig


def _is_bare_line(trace: Any) -> bool:
    return isinstance(trace, go.Scatter) and trace.mode == "lines" and trace.customdata is not None


def _over_cells(cells: go.Heatmap) -> go.Scatter:
    """One mark a cell that has a value; the value itself becomes its last custom value."""
    marks = [
        (x, y, [*values, z])
        for y, row, data in zip(cells.y, cells.z, cells.customdata, strict=True)
        for x, z, values in zip(cells.x, row, data, strict=True)
        if z is not None
    ]
    place = len(marks[0][2]) - 1 if marks else 0
    hover = re.sub(r"%\{z(?=[:}])", f"%{{customdata[{place}]", cells.hovertemplate or "")
    unseen = {"marker": {"opacity": 0}}
    return go.Scatter(
        x=[x for x, _, _ in marks],
        y=[y for _, y, _ in marks],
        customdata=[values for _, _, values in marks],
        mode="markers",
        marker={"symbol": "square", "size": CELL_PIXELS, "opacity": 0},
        selected=unseen,
        unselected=unseen,
        hovertemplate=hover,
        showlegend=False,
    )
