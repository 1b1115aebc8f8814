"""Vintage curves with their tails: how the loans of a month or quarter went bad, and may yet."""

from collections.abc import Collection, Sequence
from datetime import date

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme
from dashboard.charts.cells import cells_to_click
from pipelines.portfolio.rates import CurvePoint, VintageCurve

TELLING_AGE = {"late": 3, "default": 5, "charged off": 6, "net charge-off": 6}
"""The youngest age at which a vintage can show anything of a measure."""
LABEL_SHARE = 0.05
HEAT_ROW, PROJECTED = 30, 0.45


def vintage_name(curve: VintageCurve, *, quarterly: bool) -> str:
    """The vintage as `Q2 2025` or `Apr 2025`."""
    first = curve.vintage
    return f"Q{(first.month + 2) // 3} {first.year}" if quarterly else formats.month(first)


def newest_telling(curves: Sequence[VintageCurve]) -> VintageCurve:
    """The youngest vintage old enough to tell; the last one where none is."""
    telling = [c for c in curves if c.seen[-1].months_on_book >= TELLING_AGE[c.measure]]
    return (telling or list(curves))[-1]


def vintage_curves(
    curves: Sequence[VintageCurve], *, quarterly: bool, marked: Collection[date] = ()
) -> go.Figure:
    """One line a vintage: `marked` ones and the newest telling one in colour, others grey.

    Dashed and lighter where projected; the newest one's band is its 95 % interval. The first
    custom value of a point is `first day of the vintage|months`.
    """
    fig = theme.figure(height=420, right=70)
    newest = newest_telling(curves)
    ends: list[tuple[float, VintageCurve, str]] = []
    for curve in sorted(curves, key=lambda c: (c.vintage in marked, c is newest)):
        colour = _colour(curve, newest, marked)
        if curve is newest:
            _add_band(fig, curve, colour)
        for points, is_projected in _parts(curve):
            fig.add_trace(_line(curve, points, colour, is_projected, quarterly=quarterly))
        if colour != theme.NEUTRAL or (quarterly and curve.final.rate):
            ends.append((curve.final.rate, curve, colour))
    highest = max([p.rate for c in curves for p in c.points] + [p.high or 0 for p in newest.points])
    _name_ends(fig, ends, LABEL_SHARE * highest, quarterly=quarterly)
    last = max(curve.final.months_on_book for curve in curves)
    fig.update_xaxes(title="Months since funding", dtick=3, range=[0, last])
    fig.update_yaxes(rangemode="tozero", **axes.rates(highest, most=5))
    return fig


def vintage_heat(curves: Sequence[VintageCurve], *, quarterly: bool) -> go.Figure:
    """One row a vintage, newest on top, one column a month on book; projected cells in brackets."""
    rows = list(curves)
    last = max(curve.final.months_on_book for curve in rows)
    ages = [age for age in range(1, last + 1) if any(_rate(curve, age) for curve in rows)]
    ages = ages or [last]
    cells = [[curve.at(age) for age in ages] for curve in rows]
    names = [vintage_name(curve, quarterly=quarterly) for curve in rows]
    top = max(p.rate for row in cells for p in row if p) or 1
    fig = theme.figure(height=HEAT_ROW * len(rows) + 70, top=42)
    for is_projected in (False, True):
        shown = [[p if p and p.is_projected is is_projected else None for p in row]
                 for row in cells]  # fmt: skip
        fig.add_trace(
            go.Heatmap(
                x=[str(age) for age in ages], y=names,
                z=[[point.rate if point else None for point in row] for row in shown],
                text=[[_written(point) for point in row] for row in shown],
                zmin=0, zmax=top, colorscale=theme.SEVERITY_SCALE, showscale=False,
                opacity=PROJECTED if is_projected else 1.0, xgap=2, ygap=2,
                texttemplate="%{text}", hoverinfo="skip",
                textfont={"size": 11, **({"color": theme.TEXT} if is_projected else {})},
            )
        )  # fmt: skip
    drawn = [(curve, name, point) for curve, name, row in zip(rows, names, cells, strict=True)
             for point in row if point]  # fmt: skip
    fig.add_trace(
        cells_to_click(
            [str(point.months_on_book) for _, _, point in drawn],
            [name for _, name, _ in drawn],
            [[f"{curve.vintage}|{point.months_on_book}", formats.rate(point.rate, 2),
              _bounds(point), curve.loans] for curve, _, point in drawn],
            "%{y}, month %{x}<br>%{customdata[1]} %{customdata[2]}<br>%{customdata[3]:,} loans"
            "<extra></extra>",
            pixels=HEAT_ROW - 4,
        )
    )  # fmt: skip
    fig.update_xaxes(title="Months since funding", side="top", type="category", showgrid=False)
    fig.update_yaxes(type="category", showgrid=False, ticks="")
    return fig


def _rate(curve: VintageCurve, age: int) -> float:
    point = curve.at(age)
    return point.rate if point else 0.0


def _written(point: CurvePoint | None) -> str:
    if point is None:
        return ""
    text = f"{point.rate * 100:.1f}"
    return f"({text})" if point.is_projected else text


def _bounds(point: CurvePoint | None) -> str:
    if point is None or point.low is None or point.high is None:
        return ""
    kind = "projected, 95 % of what may come" if point.is_projected else "95 % interval"
    return f"{kind} {formats.rate(point.low)} to {formats.rate(point.high)}"


def _colour(curve: VintageCurve, newest: VintageCurve, marked: Collection[date]) -> str:
    if curve.vintage in marked:
        return theme.STANDS_OUT
    return theme.BOOK if curve is newest else theme.NEUTRAL


def _parts(curve: VintageCurve) -> list[tuple[Sequence[CurvePoint], bool]]:
    """The points seen, and those projected from the last one seen on."""
    seen = len(curve.seen)
    parts: list[tuple[Sequence[CurvePoint], bool]] = [(curve.points[:seen], False)]
    if seen < len(curve.points):
        parts.append((curve.points[max(seen - 1, 0) :], True))
    return parts


def _line(
    curve: VintageCurve,
    points: Sequence[CurvePoint],
    colour: str,
    is_projected: bool,
    *,
    quarterly: bool,
) -> go.Scatter:
    plain = colour == theme.NEUTRAL
    name = vintage_name(curve, quarterly=quarterly)
    faint = (0.4 if plain else 0.7) if is_projected else (0.75 if plain else 1.0)
    return go.Scatter(
        x=[point.months_on_book for point in points],
        y=[point.rate for point in points],
        mode="lines+markers",
        marker={"opacity": 0, "size": 12},
        line={
            "color": theme.faded(colour, faint),
            "width": 1.2 if plain else 3,
            "dash": "dash" if is_projected else "solid",
        },
        customdata=[
            [f"{curve.vintage}|{point.months_on_book}", _bounds(point), curve.loans]
            for point in points
        ],
        hovertemplate=f"{name}, month %{{x}}<br>%{{y:.2%}} %{{customdata[1]}}<br>"
        "%{customdata[2]:,} loans<extra></extra>",
    )


def _add_band(fig: go.Figure, curve: VintageCurve, colour: str) -> None:
    bounded = [(p.months_on_book, p.low, p.high) for p in curve.points if p.low is not None]
    ages = [age for age, _, _ in bounded]
    fig.add_trace(
        go.Scatter(
            x=ages + ages[::-1],
            y=[high for _, _, high in bounded] + [low for _, low, _ in bounded][::-1],
            mode="lines", fill="toself", fillcolor=theme.faded(colour, 0.16), line={"width": 0},
            hoverinfo="skip",
        )
    )  # fmt: skip


def _name_ends(
    fig: go.Figure,
    ends: Sequence[tuple[float, VintageCurve, str]],
    gap: float,
    *,
    quarterly: bool,
) -> None:
    """Write names beside the curves' ends, from below upwards, `gap` apart."""
    under = -gap
    for rate, curve, colour in sorted(ends, key=lambda end: end[0]):
        under = max(rate, under + gap)
        named = colour if colour != theme.NEUTRAL else theme.TEXT
        text = vintage_name(curve, quarterly=quarterly)
        theme.label_end(fig, curve.final.months_on_book, under, text, named)
