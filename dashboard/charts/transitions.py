"""The transition matrix: where the loans of one status stand a month later, with intervals."""

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import theme
from dashboard.charts.cells import cells_to_click
from pipelines.portfolio.rates import TransitionCell, TransitionMatrix

FROM = theme.DPD_BUCKETS[:-1]
TO = (*theme.DPD_BUCKETS, "paid")


def transitions(matrix: TransitionMatrix) -> go.Figure:
    """Shares by row with their 95 % interval and the number of loans; rows without loans left out.

    The first custom value of a cell is `from|to`.
    """
    rows = [start for start in FROM if matrix.cell(start, start)]
    cells = [[matrix.cell(start, end) for end in TO] for start in rows]
    fig = theme.figure(height=76 * len(rows) + 70, top=42)
    fig.add_trace(
        go.Heatmap(
            x=[_across(end) for end in TO],
            y=[start.capitalize() for start in rows],
            z=[[_seen(cell) and cell.share.estimate for cell in row if cell] for row in cells],
            text=[[_written(cell) for cell in row if cell] for row in cells],
            zmin=0,
            zmax=1,
            colorscale=theme.SEVERITY_SCALE,
            showscale=False,
            xgap=2,
            ygap=2,
            texttemplate="%{text}",
            textfont={"size": 12},
            hoverinfo="skip",
        )
    )
    drawn = [cell for cell in matrix.cells if cell.loans]
    fig.add_trace(
        cells_to_click(
            [_across(cell.to_status) for cell in drawn],
            [cell.from_status.capitalize() for cell in drawn],
            [[f"{cell.from_status}|{cell.to_status}", _hovered(cell)] for cell in drawn],
            "From %{y} to %{x}<br>%{customdata[1]}<extra></extra>",
        )
    )
    fig.update_xaxes(side="top", tickangle=0, type="category", showgrid=False, ticks="")
    fig.update_yaxes(autorange="reversed", type="category", showgrid=False, ticks="")
    return fig


def _across(status: str) -> str:
    return status.capitalize().replace(" ", "<br>")


def _seen(cell: TransitionCell) -> int | None:
    return cell.loans or None


def _written(cell: TransitionCell) -> str:
    if not cell.loans:
        return ""
    low, high = cell.share.low * 100, cell.share.high * 100
    return f"<b>{formats.rate(cell.share.estimate)}</b><br>{low:.1f}–{high:.1f}<br>{cell.loans:,}"


def _hovered(cell: TransitionCell) -> str:
    bounds = f"{formats.rate(cell.share.low)} to {formats.rate(cell.share.high)}"
    return (
        f"{formats.rate(cell.share.estimate)}, 95 % interval {bounds}<br>"
        f"{cell.loans:,} of {cell.n:,} loan-months<br>"
        f"{formats.rate(cell.amount_share)} of the balance"
    )
