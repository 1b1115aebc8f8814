"""How much a policy's figures depend on which merchants happened to apply.

Merchants are resampled, not applications: those of one merchant stand or fall together (cluster
bootstrap, Davison & Hinkley 1997, section 3.8; percentile bounds). Policy, PDs and economics are
taken as given, so the interval says nothing of their own error.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.simulation.cases import Cases, Numbers
from pipelines.simulation.sweep import CutOffs
from pipelines.simulation.totals import FIGURES
from pipelines.stats.intervals import Interval

DRAWS = 400
SEED = 1
LEVEL = 0.95
RATE = "approval_rate"


@dataclass(frozen=True)
class Resamples:
    """How often each merchant is drawn, one row a draw; made once for the cases, used by all."""

    times: NDArray[np.float32]
    merchant: NDArray[np.int64]

    @property
    def merchants(self) -> int:
        """How many merchants there are to draw from."""
        return self.times.shape[1]

    def sums(self, columns: Numbers) -> Numbers:
        """Each column's sum in every draw: one row a draw; `columns` has one row a case."""
        by_merchant = [np.bincount(self.merchant, part, self.merchants) for part in columns.T]
        return (self.times @ np.array(by_merchant, np.float32).T).astype(np.float64)


def resamples(cases: Cases, *, draws: int = DRAWS, seed: int = SEED) -> Resamples:
    """Draw as many merchants as there are, `draws` times; equal seeds draw the same ones."""
    count = cases.merchants
    picked = np.random.default_rng(seed).integers(0, max(count, 1), (draws, count))
    times = [np.bincount(row, minlength=count) for row in picked]
    return Resamples(np.array(times, np.float32).reshape(draws, count), cases.merchant)


def intervals(drawn: Resamples, columns: Numbers) -> dict[str, Interval]:
    """Intervals of the sums of `FIGURES`, and of the approval rate, from one row a case.

    Given the difference of two policies' figures, intervals of the change. The bounds are NaN where
    there are fewer than two merchants to draw.
    """
    everyone = np.column_stack([columns, np.ones(len(columns))])
    found = drawn.sums(everyone)
    estimates = {name: float(columns[:, k].sum()) for k, name in enumerate(FIGURES)}
    estimates[RATE] = estimates["approved"] / max(len(columns), 1)
    values = {name: found[:, k] for k, name in enumerate(FIGURES)}
    values[RATE] = found[:, 0] / np.maximum(found[:, -1], 1)
    return {name: _interval(estimates[name], values[name], drawn.merchants) for name in estimates}


def sum_intervals(drawn: Resamples, columns: Numbers) -> list[Interval]:
    """The interval of each column's sum."""
    found = drawn.sums(columns)
    return [
        _interval(float(columns[:, k].sum()), found[:, k], drawn.merchants)
        for k in range(columns.shape[1])
    ]


def profit_band(drawn: Resamples, cut: CutOffs, cut_offs: Numbers) -> tuple[Numbers, Numbers]:
    """Bounds of the expected profit at each cut-off, ascending, in cents; NaN as in `intervals`."""
    count = len(cut_offs)
    if drawn.merchants < 2 or not count:
        return np.full(count, np.nan), np.full(count, np.nan)
    place = cut_offs.searchsorted(cut.pds)
    held = place < count
    cell = drawn.merchant[cut.rows[held]] * count + place[held]
    table = np.bincount(cell, cut.figures[held, -1], drawn.merchants * count)
    profit = drawn.times @ table.reshape(-1, count).cumsum(axis=1).astype(np.float32)
    low, high = np.quantile(profit, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return low.astype(np.float64), high.astype(np.float64)


def _interval(estimate: float, values: Numbers, merchants: int) -> Interval:
    if merchants < 2:
        return Interval(estimate, np.nan, np.nan, LEVEL)
    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(estimate, float(low), float(high), LEVEL)
