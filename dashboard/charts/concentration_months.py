"""How concentrated the book has been, dimension by dimension."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.book_panels import month_start
from pipelines.portfolio import ConcentrationMonth

PANELS = {
    "industry": "industries",
    "region": "regions",
    "supplier": "suppliers",
    "merchant": "merchants",
}


def concentration_months(months: Sequence[ConcentrationMonth]) -> go.Figure:
    """HHI of the balance at each month-end, one panel a dimension with its own scale from zero."""
    fig = theme.figure(height=380, top=26)
    fig.set_subplots(rows=2, cols=2, horizontal_spacing=0.12, vertical_spacing=0.2)
    for place, (dimension, word) in enumerate(PANELS.items()):
        row, col = place // 2 + 1, place % 2 + 1
        found = [month for month in months if month.dimension == dimension]
        fig.add_trace(_line(found, word), row=row, col=col)
        _title(fig, place, found, word)
    fig.update_xaxes(tickformat=theme.MONTH_TICK, nticks=4, fixedrange=True, showgrid=False)
    fig.update_yaxes(
        rangemode="tozero", nticks=4, fixedrange=True, automargin=True, tickformat=".3~f"
    )
    return fig


def _line(found: Sequence[ConcentrationMonth], word: str) -> go.Scatter:
    return go.Scatter(
        x=[month_start(month.month_end) for month in found],
        y=[month.hhi for month in found],
        mode="lines",
        line={"color": theme.BOOK, "width": 2},
        customdata=[
            [month.dimension, month.effective_number, month.parts, month.largest_share]
            for month in found
        ],
        hovertemplate="%{x|%b %Y}: HHI %{y:.4f}<br>as concentrated as %{customdata[1]:,.1f} equal "
        f"{word}, of %{{customdata[2]:,}}<br>largest %{{customdata[3]:.1%}}<extra></extra>",
    )


def _title(fig: go.Figure, place: int, found: Sequence[ConcentrationMonth], word: str) -> None:
    """The dimension with its newest effective number, above its panel."""
    axis = "" if place == 0 else str(place + 1)
    now = f", now like {found[-1].effective_number:,.0f} equal ones" if found else ""
    fig.add_annotation(
        text=f"<b>{word.capitalize()}</b>{now}", x=0, xref=f"x{axis} domain", xanchor="left",
        y=1, yref=f"y{axis} domain", yanchor="bottom", yshift=2, showarrow=False,
        font={"color": theme.TEXT},
    )  # fmt: skip
