"""The map of the book: what each industry owes in each region."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import theme
from dashboard.charts.cells import cells_to_click
from dashboard.values import named
from pipelines.portfolio import MapCell

FIRST_REGIONS = 12
CELL_PIXELS = 30


def exposure_map(cells: Sequence[MapCell], currency: str) -> go.Figure:
    """Share of the book by industry and region, both from the largest on; the first 12 regions."""
    regions = _by_balance(cells, "region")[:FIRST_REGIONS]
    industries = _by_balance(cells, "industry")
    found = {(cell.industry, cell.region): cell for cell in cells}
    grid = [[found.get((industry, region)) for region in regions] for industry in industries]
    fig = theme.figure(height=34 * len(industries) + 50, top=30)
    fig.add_trace(
        go.Heatmap(
            x=regions,
            y=[named(industry) for industry in industries],
            z=[[cell.share if cell else None for cell in row] for row in grid],
            text=[[_written(cell) for cell in row] for row in grid],
            zmin=0,
            colorscale=[[0, theme.faded(theme.BOOK, 0.06)], [1, theme.faded(theme.BOOK, 0.85)]],
            showscale=False,
            xgap=2,
            ygap=2,
            texttemplate="%{text}",
            hoverinfo="skip",
        )
    )
    drawn = [cell for row in grid for cell in row if cell]
    fig.add_trace(
        cells_to_click(
            [cell.region for cell in drawn],
            [named(cell.industry) for cell in drawn],
            [_hovered(cell, currency) for cell in drawn],
            "%{y} in %{x}<br>%{customdata[1]}<extra></extra>",
            pixels=CELL_PIXELS,
        )
    )
    fig.update_xaxes(side="top", type="category", showgrid=False, tickangle=0)
    fig.update_yaxes(autorange="reversed", type="category", showgrid=False)
    return fig


def _by_balance(cells: Sequence[MapCell], along: str) -> list[str]:
    owed: dict[str, int] = {}
    for cell in cells:
        key = getattr(cell, along)
        owed[key] = owed.get(key, 0) + cell.balance_cents
    return sorted(owed, key=lambda key: -owed[key])


def _written(cell: MapCell | None) -> str:
    """Per cent of the book, a trace of it said to be one."""
    if cell is None:
        return ""
    return f"{100 * cell.share:.1f}" if cell.share >= 0.0005 else "<0.1"


def _hovered(cell: MapCell, currency: str) -> tuple[str, str]:
    """The cell's identity, and what it holds."""
    held = (
        f"{formats.money(cell.balance_cents, currency)}, {formats.rate(cell.share)} of the book"
        f"<br>{formats.plural(cell.loans, 'loan')} of {formats.plural(cell.merchants, 'merchant')}"
        f"<br>{formats.rate(cell.late_share)} of it 30+ days late"
    )
    return f"{cell.industry}|{cell.region}", held
