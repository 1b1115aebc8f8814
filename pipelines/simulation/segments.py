"""Two policies side by side in each part of the book: industry, region, grade, size."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.simulation.cases import Cases
from pipelines.simulation.intervals import Resamples, sum_intervals
from pipelines.simulation.replay import Replayed
from pipelines.simulation.totals import Basis, figures
from pipelines.stats.intervals import Interval

SEGMENTS = ("industry", "region", "grade", "size")
SIZES = ((10_000_000, "below 100,000"), (50_000_000, "to 500,000"), (200_000_000, "to 2 million"))
LARGEST = "above 2 million"
NO_SIZE = "unknown"


@dataclass(frozen=True)
class Segment:
    """A part of the cases under both policies; shares of its applications, money in cents.

    `profit_change` is the second policy's expected profit less the first's, resampled by merchant.
    """

    name: str
    applications: int
    approved_before: float
    approved_after: float
    volume_before_cents: int
    volume_after_cents: int
    loss_change_cents: int
    profit_change: Interval


def by_segment(
    cases: Cases,
    before: Replayed,
    after: Replayed,
    drawn: Resamples,
    *,
    segment: str,
    basis: Basis,
) -> list[Segment]:
    """The parts by one of `SEGMENTS`, named in order; without a row where nobody knows them."""
    codes, names = pd.factorize(segment_of(cases, segment), sort=segment != "size")
    was, now = figures(before, basis), figures(after, basis)
    parts = [codes == number for number in range(len(names))]
    if not parts:
        return []
    change = (now - was)[:, -1]
    spans = sum_intervals(drawn, np.column_stack([change * part for part in parts]))
    found = [
        _segment(str(name), was[part], now[part], span)
        for name, part, span in zip(names, parts, spans, strict=True)
    ]
    return sorted(found, key=lambda one: _rank(one.name)) if segment == "size" else found


def segment_of(cases: Cases, segment: str) -> NDArray[np.object_]:
    """Each case's part; sizes are bands of a year's sales before refunds."""
    if segment != "size":
        column: NDArray[np.object_] = getattr(cases, segment)
        return column
    bounds = [bound for bound, _ in SIZES]
    labels = np.array([*(label for _, label in SIZES), LARGEST], object)
    sized = labels[np.searchsorted(bounds, cases.sales_365d_cents).clip(0, len(bounds))]
    return np.where(np.isnan(cases.sales_365d_cents), NO_SIZE, sized)


def _segment(name: str, was: NDArray, now: NDArray, change: Interval) -> Segment:
    before, after = was.sum(axis=0), now.sum(axis=0)
    return Segment(
        name=name,
        applications=len(was),
        approved_before=before[0] / len(was),
        approved_after=after[0] / len(was),
        volume_before_cents=round(before[1]),
        volume_after_cents=round(after[1]),
        loss_change_cents=round(after[2] - before[2]),
        profit_change=change,
    )


def _rank(name: str) -> int:
    return [*(label for _, label in SIZES), LARGEST, NO_SIZE].index(name)
