"""The roll-rate matrix: where the loans of one status stand a month later."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import theme
from pipelines.portfolio import Roll
from pipelines.stats.intervals import wilson_interval

FROM = theme.DPD_BUCKETS[:-1]
TO = (*theme.DPD_BUCKETS, "paid")


def matrix(rolls: Sequence[Roll]) -> go.Figure:
    """Shares by row, with the number of loans under each; a row without loans stays empty."""
    found = {(roll.from_status, roll.to_status): roll for roll in rolls}
    rows = [start for start in FROM if any(roll.from_status == start for roll in rolls)]
    cells = [[found.get((start, end)) for end in TO] for start in rows]
    fig = theme.figure(height=62 * len(rows) + 70, top=42)
    fig.add_trace(
        go.Heatmap(
            x=[end.capitalize().replace(" ", "<br>") for end in TO],
            y=[start.capitalize() for start in rows],
            z=[[roll.share if roll else None for roll in row] for row in cells],
            text=[[_written(roll) for roll in row] for row in cells],
            customdata=[[_hovered(roll) for roll in row] for row in cells],
            zmin=0,
            zmax=1,
            colorscale=theme.SEVERITY_SCALE,
            showscale=False,
            xgap=2,
            ygap=2,
            texttemplate="%{text}",
            hoverongaps=False,
            hovertemplate="From %{y} to %{x}<br>%{customdata}<extra></extra>",
        )
    )
    fig.update_xaxes(side="top", tickangle=0, type="category", showgrid=False, ticks="")
    fig.update_yaxes(autorange="reversed", type="category", showgrid=False, ticks="")
    return fig


def _written(roll: Roll | None) -> str:
    return f"{formats.rate(roll.share)}<br>{roll.loans:,}" if roll else ""


def _hovered(roll: Roll | None) -> str:
    """The share with its 95 % Wilson interval and the number of loan-months it rests on."""
    if roll is None:
        return ""
    n = round(roll.loans / roll.share)
    bound = wilson_interval(roll.loans, n)
    interval = f"{formats.rate(bound.low)} to {formats.rate(bound.high)}"
    return f"{formats.rate(roll.share)}, 95 % interval {interval}<br>{roll.loans:,} of {n:,}"
