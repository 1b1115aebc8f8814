"""Vintage curves: how each funding quarter went bad as it aged."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import theme
from pipelines.portfolio import VintagePoint
from pipelines.stats.intervals import wilson_interval

APART, LABEL_SHARE = 3, 0.04
"""A curve is named unless a newer one ends this near: months, share of the highest rate."""


def quarter_name(point: VintagePoint) -> str:
    """The quarter as `Q2 2025`."""
    return f"Q{(point.quarter.month + 2) // 3} {point.quarter.year}"


def curves(points: Sequence[VintagePoint], *, by_amount: bool) -> go.Figure:
    """One line a quarter against age: the newest in the book's hue, older ones grey.

    By count: loans ever 30+ days late; by amount: net charge-off of principal. Dashed where not
    every loan of the quarter has reached the age. The newest quarter's band is a 95 % Wilson
    interval, by count only. A curve ends where fewer than half of its loans have reached the age.
    """
    points = [point for point in points if 2 * point.loans >= point.funded_loans]
    fig = theme.figure(height=380, right=70)
    quarters = list(dict.fromkeys(point.quarter for point in points))
    newest = quarters[-1]
    for quarter in quarters:
        curve = [point for point in points if point.quarter == quarter]
        if quarter == newest and not by_amount:
            _add_band(fig, curve)
        _add_curve(fig, curve, by_amount=by_amount, is_newest=quarter == newest)
    _name_ends(fig, [point for point in points if _is_last(point, points)], by_amount=by_amount)
    fig.update_xaxes(title="Months since funding", dtick=3, rangemode="tozero")
    fig.update_yaxes(tickformat=".1~%", rangemode="tozero", nticks=6)
    return fig


def _value(point: VintagePoint, by_amount: bool) -> float:
    return point.net_charge_off_rate if by_amount else point.late_rate


def _is_last(point: VintagePoint, points: Sequence[VintagePoint]) -> bool:
    return point.months_on_book == max(
        other.months_on_book for other in points if other.quarter == point.quarter
    )


def _name_ends(fig: go.Figure, ends: Sequence[VintagePoint], *, by_amount: bool) -> None:
    """Write each quarter beside its curve's end, newest first, where there is room."""
    gap = LABEL_SHARE * max(_value(point, by_amount) for point in ends)
    held: list[tuple[int, float]] = []
    for point in reversed(ends):
        age, rate = point.months_on_book, _value(point, by_amount)
        if any(abs(age - x) < APART and abs(rate - y) < gap for x, y in held):
            continue
        colour = theme.TEXT if held else theme.BOOK
        held.append((age, rate))
        theme.label_end(fig, age, rate, quarter_name(point), colour)


def _add_curve(
    fig: go.Figure, curve: Sequence[VintagePoint], *, by_amount: bool, is_newest: bool
) -> None:
    complete = [point for point in curve if point.is_complete]
    immature = curve[max(len(complete) - 1, 0) :]
    for part, dash in ((complete, "solid"), (immature, "dot")):
        fig.add_trace(
            go.Scatter(
                x=[point.months_on_book for point in part],
                y=[_value(point, by_amount) for point in part],
                mode="lines+markers" if is_newest else "lines",
                marker={"size": 6},
                line={
                    "color": theme.BOOK if is_newest else theme.NEUTRAL,
                    "width": 3 if is_newest else 1.5,
                    "dash": dash,
                },
                customdata=[
                    [quarter_name(point), point.loans, point.funded_loans] for point in part
                ],
                hovertemplate="%{customdata[0]}, month %{x}<br>%{y:.2%}<br>"
                "n = %{customdata[1]:,} of %{customdata[2]:,} loans<extra></extra>",
            )
        )


def _add_band(fig: go.Figure, curve: Sequence[VintagePoint]) -> None:
    bounds = [wilson_interval(point.late_loans, point.loans) for point in curve]
    ages = [point.months_on_book for point in curve]
    fig.add_trace(
        go.Scatter(
            x=ages + ages[::-1],
            y=[bound.high for bound in bounds] + [bound.low for bound in bounds][::-1],
            mode="lines",
            fill="toself",
            fillcolor=theme.faded(theme.BOOK, 0.16),
            line={"width": 0},
            hoverinfo="skip",
        )
    )
