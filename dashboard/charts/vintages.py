"""Vintage curves: how each funding quarter went bad as it aged."""

from collections.abc import Collection, Sequence
from datetime import date

import plotly.graph_objects as go

from dashboard.charts import axes, theme
from pipelines.portfolio import VintagePoint
from pipelines.stats.intervals import wilson_interval

LAST_AGE = 12
"""A six-month loan has been paid or charged off by then: later ages repeat the last value."""
TELLING_AGE, TELLING_AGE_OF_LOSS = 3, 6
"""The youngest age at which a quarter can show loans 30 days late, and charge-offs."""
EDGE = 2
"""A curve that ends so many months before the last age is named at the edge too."""
LABEL_SHARE = 0.055
"""How far apart two names stand, as a share of the highest rate."""
UNDER_THE_LINES = 10
"""How many pixels a name inside the plot stands lower: the older curves run above a young end."""


def quarter_name(point: VintagePoint) -> str:
    """The quarter as `Q2 2025`."""
    return f"Q{(point.quarter.month + 2) // 3} {point.quarter.year}"


def curves(
    points: Sequence[VintagePoint], *, by_amount: bool, marked: Collection[date] = ()
) -> go.Figure:
    """One line a quarter against age: `marked` quarters and the newest in colour, others grey.

    By count: loans ever 30+ days late; by amount: net charge-off of principal. Dotted where not
    every loan of the quarter has reached the age; a curve ends where fewer than half have. The
    newest quarter's band is a 95 % Wilson interval, by count only.
    """
    shown = [
        point
        for point in points
        if point.months_on_book <= LAST_AGE and 2 * point.loans >= point.funded_loans
    ]
    fig = theme.figure(height=400, right=70)
    newest, ends = newest_quarter(shown, by_amount=by_amount), []
    for quarter in sorted(dict.fromkeys(p.quarter for p in shown), key=lambda q: q in marked):
        curve = [point for point in shown if point.quarter == quarter]
        colour = _colour(quarter, newest, marked)
        if quarter == newest and not by_amount:
            _add_band(fig, curve, colour)
        _add_curve(fig, curve, colour, by_amount=by_amount)
        if colour != theme.NEUTRAL or curve[-1].months_on_book >= LAST_AGE - EDGE:
            ends.append((_value(curve[-1], by_amount), curve[-1], colour))
    highest = max((_value(point, by_amount) for point in shown), default=0.0)
    _name_ends(fig, ends, LABEL_SHARE * highest)
    fig.update_xaxes(title="Months since funding", dtick=3, range=[0, LAST_AGE])
    fig.update_yaxes(rangemode="tozero", **axes.rates(highest, most=5))
    return fig


def newest_quarter(points: Sequence[VintagePoint], *, by_amount: bool) -> date:
    """The youngest quarter whose loans are all old enough to tell; the last one where none is."""
    age = TELLING_AGE_OF_LOSS if by_amount else TELLING_AGE
    telling = [p.quarter for p in points if p.is_complete and p.months_on_book >= age]
    return max(telling or [point.quarter for point in points])


def _colour(quarter: date, newest: date, marked: Collection[date]) -> str:
    if quarter in marked:
        return theme.STANDS_OUT
    return theme.BOOK if quarter == newest else theme.NEUTRAL


def _value(point: VintagePoint, by_amount: bool) -> float:
    return point.net_charge_off_rate if by_amount else point.late_rate


def _name_ends(fig: go.Figure, ends: Sequence[tuple[float, VintagePoint, str]], gap: float) -> None:
    """Write each quarter beside its curve's end, from below upwards, `gap` apart."""
    under: dict[bool, float] = {}
    for rate, point, colour in sorted(ends, key=lambda end: end[0]):
        at_the_edge = point.months_on_book >= LAST_AGE - EDGE
        height = max(rate, under.get(at_the_edge, rate - gap) + gap)
        under[at_the_edge] = height
        text = quarter_name(point)
        named = colour if colour != theme.NEUTRAL else theme.TEXT
        below = 0 if at_the_edge else UNDER_THE_LINES
        age = LAST_AGE if at_the_edge else point.months_on_book
        theme.label_end(fig, age, height, text, named, below=below)


def _add_curve(
    fig: go.Figure, curve: Sequence[VintagePoint], colour: str, *, by_amount: bool
) -> None:
    complete = [point for point in curve if point.is_complete]
    immature = curve[max(len(complete) - 1, 0) :]
    for part, dash in ((complete, "solid"), (immature, "dot")):
        fig.add_trace(
            go.Scatter(
                x=[point.months_on_book for point in part],
                y=[_value(point, by_amount) for point in part],
                mode="lines",
                line={
                    "color": colour,
                    "width": 1.5 if colour == theme.NEUTRAL else 3,
                    "dash": dash,
                },
                customdata=[
                    [quarter_name(point), point.loans, point.funded_loans] for point in part
                ],
                hovertemplate="%{customdata[0]}, month %{x}<br>%{y:.2%}<br>"
                "n = %{customdata[1]:,} of %{customdata[2]:,} loans<extra></extra>",
            )
        )


def _add_band(fig: go.Figure, curve: Sequence[VintagePoint], colour: str) -> None:
    bounds = [wilson_interval(point.late_loans, point.loans) for point in curve]
    ages = [point.months_on_book for point in curve]
    fig.add_trace(
        go.Scatter(
            x=ages + ages[::-1],
            y=[bound.high for bound in bounds] + [bound.low for bound in bounds][::-1],
            mode="lines",
            fill="toself",
            fillcolor=theme.faded(colour, 0.16),
            line={"width": 0},
            hoverinfo="skip",
        )
    )
