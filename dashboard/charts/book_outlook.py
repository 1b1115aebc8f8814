"""What becomes of today's loans by status, beside the forecast made earlier and what happened."""

from collections.abc import Sequence

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.charts import axes, theme
from dashboard.charts.book_panels import month_start
from pipelines.portfolio.rates import Backtest, BookForecast, ForecastPoint
from pipelines.portfolio.rates.statuses import PLACE

SHOWN = ("current", "1-29", "30-59", "60-89", "90+", "charged off")
COLUMNS, PANEL_PIXELS = 2, 190
NAMES = {status: status if status[0].isdigit() else status.capitalize() for status in SHOWN}


def book_outlook(
    forecast: BookForecast, tested: Backtest | None, *, symbol: str | None
) -> go.Figure:
    """A panel a status: left the earlier forecast with what happened, right the one of today.

    Amounts where there is a currency `symbol`, loans otherwise; projections are dashed in a band.
    """
    lines = len(SHOWN) // COLUMNS
    fig = make_subplots(
        rows=lines, cols=COLUMNS, subplot_titles=[_title(status) for status in SHOWN],
        vertical_spacing=0.42 / lines, horizontal_spacing=0.12,
    )  # fmt: skip
    fig.update_layout(theme.figure(height=PANEL_PIXELS * lines + 30, top=30).layout)
    fig.update_annotations(font={"size": 13})
    scale = 100 if symbol is not None else 1
    for number, status in enumerate(SHOWN):
        place = {"row": number // COLUMNS + 1, "col": number % COLUMNS + 1}
        made = [forecast, *([tested.forecast] if tested else [])]
        paths = [[p for p in one.points if p.status == status] for one in made]
        for path in paths:
            _add_path(fig, path, scale, place)
        if tested:
            _add_happened(fig, paths[1], tested, scale, place)
        highest = max(point.high for path in paths for point in path) / scale
        ticks = axes.counts(highest, most=3) if symbol is None else axes.money(highest, symbol)
        fig.update_yaxes(range=[0, highest * 1.05 or 1], fixedrange=True, **ticks, **place)
    fig.update_xaxes(
        showgrid=False, fixedrange=True, tickformat=theme.MONTH_TICK, nticks=5, type="date"
    )
    return fig


def _title(status: str) -> str:
    return f"{NAMES[status]} days late" if status[0].isdigit() else NAMES[status]


def _add_path(
    fig: go.Figure, path: Sequence[ForecastPoint], scale: int, place: dict[str, int]
) -> None:
    x = [month_start(point.month_end) for point in path]
    for side in ("low", "high"):
        fig.add_trace(
            go.Scatter(
                x=x, y=[getattr(point, side) / scale for point in path], mode="lines",
                line={"width": 0}, hoverinfo="skip", fill="tonexty" if side == "high" else None,
                fillcolor=theme.faded(theme.BOOK, 0.14),
            ), **place,
        )  # fmt: skip
    fig.add_trace(
        go.Scatter(
            x=x, y=[point.expected / scale for point in path], mode="lines",
            line={"color": theme.faded(theme.BOOK, 0.7), "width": 2, "dash": "dash"},
            customdata=[
                [f"{p.status}|{p.month_end}", p.low / scale, p.high / scale] for p in path
            ],
            hovertemplate="%{x|%b %Y}, projected<br>%{y:,.0f}, 95 %: %{customdata[1]:,.0f} to "
            "%{customdata[2]:,.0f}<extra></extra>",
        ), **place,
    )  # fmt: skip


def _add_happened(
    fig: go.Figure, path: Sequence[ForecastPoint], tested: Backtest, scale: int,
    place: dict[str, int],
) -> None:  # fmt: skip
    values = [tested.realised[point.step, PLACE[point.status]] / scale for point in path]
    fig.add_trace(
        go.Scatter(
            x=[month_start(point.month_end) for point in path], y=values, mode="lines+markers",
            line={"color": theme.TEXT, "width": 1.5}, marker={"size": 6, "color": theme.TEXT},
            customdata=[[f"{point.status}|{point.month_end}"] for point in path],
            hovertemplate="%{x|%b %Y}, happened<br>%{y:,.0f}<extra></extra>",
        ), **place,
    )  # fmt: skip
