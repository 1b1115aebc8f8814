"""The loan book's whole history on one time axis: owed, late, lost and asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme
from dashboard.charts.book_panels import applications, bucket, month_start, rate_line
from pipelines.portfolio import (
    BookMonth,
    BookTurns,
    LendingShift,
    OriginationMonth,
    StatusMonth,
    trailing_net_charge_off,
)

HEIGHTS = [0.33, 0.21, 0.21, 0.25]
LATE, LOST = theme.DPD["60-89"], theme.DPD["charged off"]
HEADROOM = 1.45
"""How far an axis reaches beyond its highest value, so that a mark above it has room."""
HALF_A_MONTH = timedelta(days=15)
SHORT_HISTORY = 60
"""Up to so many months a tick each half year has room on a phone."""


@dataclass(frozen=True)
class BookHistory:
    """What the chart draws, month by month from the first loan on; `symbol` is the currency's."""

    months: Sequence[BookMonth]
    statuses: Sequence[StatusMonth]
    originations: Sequence[OriginationMonth]
    turns: BookTurns
    symbol: str


def book_history(book: BookHistory) -> go.Figure:
    """Four panels over the same months, a shift in lending shaded through all of them.

    Outstanding by days past due; share of it 30+ days late; net charge-off, annualised over three
    and over twelve months; applications, funded and not.
    """
    fig = theme.legend_on_top(theme.figure(height=540, top=26, right=56))
    fig.set_subplots(rows=4, cols=1, shared_xaxes=True, row_heights=HEIGHTS, vertical_spacing=0.07)
    fig.update_xaxes(tickformat=theme.MONTH_TICK, showgrid=False, fixedrange=True, tickangle=0)
    fig.update_yaxes(fixedrange=True, automargin=True, zeroline=False)
    fig.update_layout(barmode="stack", bargap=0.18)
    _draw_outstanding(fig, book)
    _draw_late(fig, book)
    _draw_net_charge_off(fig, book)
    _draw_applications(fig, book)
    if book.turns.shift:
        _shade(fig, book.turns.shift)
    edges = month_start(book.months[0].month_end), month_start(book.months[-1].month_end)
    if len(book.months) <= SHORT_HISTORY:
        fig.update_xaxes(dtick="M6")
    fig.update_xaxes(range=[edges[0] - HALF_A_MONTH, edges[1] + HALF_A_MONTH])
    return fig


def _draw_outstanding(fig: go.Figure, book: BookHistory) -> None:
    owed = {(found.month_end, found.status): found for found in book.statuses}
    for name in theme.DPD_BUCKETS[:-1]:
        fig.add_trace(bucket(name, book.months, owed, book.symbol), row=1, col=1)
    highest = max(month.balance_cents for month in book.months) / 100
    fig.update_yaxes(rangemode="tozero", **axes.money(highest, book.symbol), row=1, col=1)


def _draw_late(fig: go.Figure, book: BookHistory) -> None:
    shares, usual = [month.share_30_plus for month in book.months], book.turns.usual_share
    line = rate_line(
        book.months, shares, name="30+ DPD", of="the balance", colour=LATE, filled=True
    )
    fig.add_trace(line, row=2, col=1)
    _scale(fig, 2, shares)
    title = "30+ DPD, share of outstanding"
    if usual is not None:
        fig.add_hline(y=usual, line={"color": theme.TEXT, "width": 1, "dash": "dot"}, row=2, col=1)
        title = f"30+ DPD, share of outstanding; median {formats.rate(usual)} dotted"
    _title(fig, 2, title)
    _name_last(fig, 2, book.months[-1].month_end, shares[-1], LATE)
    if book.turns.episode:
        _mark_peak(fig, 2, book.months, shares)


def _draw_net_charge_off(fig: go.Figure, book: BookHistory) -> None:
    drawn: list[float | None] = []
    for over, colour in ((3, theme.NEUTRAL), (12, LOST)):
        rates = trailing_net_charge_off(book.months, over=over)
        name = f"Net charge-off over {over} months, annualised"
        line = rate_line(
            book.months, rates, name=name, of="the mean balance", colour=colour, filled=over == 3
        )
        fig.add_trace(line, row=3, col=1)
        drawn += rates
        if over == 3 and book.turns.episode:
            _mark_peak(fig, 3, book.months, rates)
    _scale(fig, 3, drawn)
    _name_last(fig, 3, book.months[-1].month_end, drawn[-1], LOST)
    names = f"{theme.named('3 months', theme.NEUTRAL)}, {theme.named('12 months', LOST)}"
    _title(fig, 3, f"Net charge-off, annualised: {names}")


def _draw_applications(fig: go.Figure, book: BookHistory) -> None:
    for funded in (True, False):
        fig.add_trace(applications(book.originations, funded=funded), row=4, col=1)
    highest = max((month.applications for month in book.originations), default=0)
    top = HEADROOM * highest or 1
    fig.update_yaxes(range=[0, top], **axes.counts(highest, most=3), row=4, col=1)
    names = f"{theme.named('funded', theme.BOOK)}, {theme.named('not funded', theme.NEUTRAL)}"
    _title(fig, 4, f"Applications a month: {names}")


def _scale(fig: go.Figure, row: int, rates: Sequence[float | None]) -> None:
    """Ticks in per cent, zero within and room for a mark above the highest."""
    seen = [rate for rate in rates if rate is not None]
    low, high = min(0.0, *seen, 0.0), max(0.01, *seen, 0.0)
    ticks = axes.rates(1.2 * high, lowest=low, most=3)
    fig.update_yaxes(range=[HEADROOM * low, HEADROOM * high], **ticks, row=row, col=1)


def _title(fig: go.Figure, row: int, text: str) -> None:
    """A panel's name above it at the left."""
    fig.add_annotation(
        text=text, x=0, xref="paper", xanchor="left", y=1, yref=f"y{row} domain",
        yanchor="bottom", showarrow=False, font={"color": theme.TEXT},
    )  # fmt: skip


def _name_last(fig: go.Figure, row: int, month_end: date, rate: float | None, colour: str) -> None:
    """The newest value, written at the end of its line."""
    if rate is not None:
        fig.add_annotation(
            x=month_start(month_end), y=rate, xref=f"x{row}", yref=f"y{row}", xanchor="left",
            xshift=6, text=f"<b>{formats.rate(rate)}</b>", showarrow=False, font={"color": colour},
        )  # fmt: skip


def _mark_peak(
    fig: go.Figure, row: int, months: Sequence[BookMonth], rates: Sequence[float | None]
) -> None:
    """The highest value with its month."""
    top = max(range(len(rates)), key=lambda place: rates[place] or 0.0)
    when = months[top].month_end
    fig.add_annotation(
        x=month_start(when), y=rates[top], xref=f"x{row}", yref=f"y{row}", yanchor="bottom",
        text=f"<b>{formats.rate(rates[top])}</b> in {formats.month(when)}", showarrow=False,
        font={"color": theme.TEXT},
    )  # fmt: skip


def _shade(fig: go.Figure, shift: LendingShift) -> None:
    """A ground behind the months of the shift, with the share funded written over its bars."""
    first, last = month_start(shift.first) - HALF_A_MONTH, month_start(shift.last) + HALF_A_MONTH
    fig.add_shape(
        type="rect", x0=first, x1=last, xref="x4", y0=0, y1=1, yref="paper", layer="below",
        line={"width": 0}, fillcolor=theme.faded(theme.NEUTRAL, 0.14),
    )  # fmt: skip
    fig.add_annotation(
        x=first + (last - first) / 2, xref="x4", y=1, yref="y4 domain", yanchor="top",
        text=f"{formats.rate(shift.share, 0)} funded", showarrow=False,
        font={"color": theme.TEXT},
    )  # fmt: skip
