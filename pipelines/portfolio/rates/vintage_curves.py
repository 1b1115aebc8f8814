"""Vintage curves by funding month or quarter, with the tails of young vintages projected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.stats import gamma

from pipelines.portfolio.rates.chain_ladder import (
    Development,
    development,
    expected_path,
    scatter,
)
from pipelines.portfolio.rates.moves import Floats, Ints
from pipelines.portfolio.rates.triangle import Measure, Triangle
from pipelines.stats.intervals import wilson_interval

LEVEL = 0.95


@dataclass(frozen=True)
class CurvePoint:
    """The share of a vintage that had gone bad by an age.

    Where seen, `low` and `high` are its 95 % Wilson interval (None for amounts, which are simply
    what was lost); where projected, 95 % of what may still come.
    """

    months_on_book: int
    rate: float
    low: float | None
    high: float | None
    is_projected: bool


@dataclass(frozen=True)
class VintageCurve:
    """The loans funded in one month or quarter, from its first day, and how they went bad."""

    vintage: date
    measure: Measure
    loans: int
    principal_cents: int
    points: tuple[CurvePoint, ...]

    @property
    def seen(self) -> tuple[CurvePoint, ...]:
        """The points that all loans of the vintage have reached."""
        return tuple(point for point in self.points if not point.is_projected)

    @property
    def final(self) -> CurvePoint:
        """The last point: seen, or projected."""
        return self.points[-1]

    def at(self, months_on_book: int) -> CurvePoint | None:
        """The point at an age; None where nothing is known or projected of it."""
        return next((p for p in self.points if p.months_on_book == months_on_book), None)


def vintage_curves(
    triangle: Triangle, principal_cents: Sequence[float], *, quarterly: bool = False
) -> tuple[VintageCurve, ...]:
    """Every vintage's curve, oldest first, to the oldest age the book has seen up to `LAST_AGE`.

    Where nothing was lost yet, there is nothing to project a tail from.
    Quarters are sums of their funding months, whose misses count as common to them.
    """
    found = development(triangle)
    path = expected_path(triangle, found) if found else triangle.cumulative
    spread = _spread(triangle, found, path) if found else np.zeros_like(path)
    members = _members(triangle.vintages, quarterly=quarterly)
    return tuple(
        _curve(triangle, path, spread, np.array(rows), vintage, principal_cents, bool(found))
        for vintage, rows in members.items()
    )


def _spread(triangle: Triangle, found: Development, path: Floats) -> Floats:
    """Standard deviation of what is projected: none where it is seen."""
    by_pair = scatter(triangle, found)
    last = np.minimum(triangle.ages, path.shape[1] - 1)
    own = path[np.arange(len(last)), last]
    variance = by_pair[last] * np.abs(path - own[:, None])
    return np.where(triangle.seen > 0, 0.0, np.sqrt(variance))


def _members(vintages: Sequence[date], *, quarterly: bool) -> dict[date, list[int]]:
    rows: dict[date, list[int]] = {}
    for row, vintage in enumerate(vintages):
        first = vintage.replace(month=(vintage.month - 1) // 3 * 3 + 1) if quarterly else vintage
        rows.setdefault(first, []).append(row)
    return rows


def _curve(
    triangle: Triangle,
    path: Floats,
    spread: Floats,
    rows: Ints,
    vintage: date,
    principal_cents: Sequence[float],
    has_tail: bool,
) -> VintageCurve:
    youngest = int(triangle.ages[rows].min())
    exposure, loans = float(triangle.exposure[rows].sum()), int(triangle.loans[rows].sum())
    total, deviation = path[rows].sum(axis=0), spread[rows].sum(axis=0)
    base = triangle.cumulative[rows].sum(axis=0)[-1]
    reached = int(triangle.ages.max()) if has_tail else youngest
    last = min(reached + 1, path.shape[1])
    points = [
        _projected(age, total[age], deviation[age], float(base), exposure, triangle.measure)
        if age > youngest
        else _seen(age, total[age], exposure, triangle.measure)
        for age in range(last)
    ]
    principal = int(sum(principal_cents[row] for row in rows))
    return VintageCurve(vintage, triangle.measure, loans, principal, tuple(points))


def _seen(age: int, total: float, exposure: float, measure: Measure) -> CurvePoint:
    if measure == "net charge-off":
        return CurvePoint(age, float(total / exposure), None, None, False)
    bound = wilson_interval(round(total), round(exposure))
    return CurvePoint(age, bound.estimate, bound.low, bound.high, False)


def _projected(
    age: int, total: float, deviation: float, base: float, exposure: float, measure: Measure
) -> CurvePoint:
    """What is still to come follows a gamma distribution of that mean and deviation."""
    rest = total - base
    low = high = total
    if deviation > 0 and rest > 0:
        shape, scale = (rest / deviation) ** 2, deviation**2 / rest
        low, high = base + gamma.ppf([(1 - LEVEL) / 2, (1 + LEVEL) / 2], shape, scale=scale)
    elif deviation > 0:
        low, high = total - 1.96 * deviation, total + 1.96 * deviation
    top = 1.0 if measure != "net charge-off" else np.inf
    rates = [min(value / exposure, top) for value in (total, low, high)]
    return CurvePoint(age, float(rates[0]), float(rates[1]), float(rates[2]), True)


def tail_test(
    triangle: Triangle, principal_cents: Sequence[float], *, months: int, quarterly: bool
) -> tuple[int, int]:
    """Of the tails projected `months` month-ends ago, how many held what came, and of how many.

    One for each vintage that was complete then, at the age all its loans have reached by now.
    """
    then, now = triangle.before(months), triangle
    made = vintage_curves(then, principal_cents, quarterly=quarterly)
    known = {c.vintage: c for c in vintage_curves(now, principal_cents, quarterly=quarterly)}
    pairs = [
        (curve.at(known[curve.vintage].seen[-1].months_on_book), known[curve.vintage].seen[-1])
        for curve in made
        if known[curve.vintage].loans == curve.loans
    ]
    tails = [(tail, came) for tail, came in pairs if tail and tail.is_projected]
    inside = [
        tail.low is not None and tail.high is not None and tail.low <= came.rate <= tail.high
        for tail, came in tails
    ]
    return sum(inside), len(inside)
