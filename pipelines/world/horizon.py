"""The days and months a world covers, and the sums and persistent noise that run along them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DAY_SECONDS = 86_400
# A day after every book's end: what never happens.
NEVER = 10**7


@dataclass(frozen=True)
class Horizon:
    """Whole calendar years up to `as_of`; days and months are counted from `start`."""

    start: date
    as_of: date

    @cached_property
    def days(self) -> int:
        """Number of days, both ends counted."""
        return (self.as_of - self.start).days + 1

    @cached_property
    def dates(self) -> NDArray[np.datetime64]:
        """Every day."""
        return np.datetime64(self.start) + np.arange(self.days)

    @cached_property
    def month_of_day(self) -> Ints:
        """Month number of every day."""
        months = self.dates.astype("M8[M]")
        return (months - months[0]).astype(np.int64)

    @cached_property
    def months(self) -> int:
        """Number of months."""
        return int(self.month_of_day[-1]) + 1

    @cached_property
    def month_starts(self) -> Ints:
        """First day of every month, and after them the day past the end."""
        return np.append(np.flatnonzero(np.diff(self.month_of_day, prepend=-1)), self.days)

    @cached_property
    def calendar_months(self) -> Ints:
        """Calendar month (0 = January) of every month."""
        return np.arange(self.months) % 12

    def day_of(self, moment: date) -> int:
        """Number of the day, negative before the start."""
        return (moment - self.start).days

    def after_months(self, days: Ints, months: Ints | int) -> Ints:
        """Same day of the month `months` later, or that month's last day where it has none."""
        dates = np.datetime64(self.start) + days
        first = dates.astype("M8[M]")
        target = first + months
        last = (target + 1).astype("M8[D]") - 1
        moved = np.minimum(target.astype("M8[D]") + (dates - first.astype("M8[D]")), last)
        return (moved - np.datetime64(self.start)).astype(np.int64)


def horizon_of(years: int, last_day: date) -> Horizon:
    """`years` calendar years that end with `last_day`, a 31 December."""
    return Horizon(date(last_day.year - years + 1, 1, 1), last_day)


def persistent_noise(
    rng: np.random.Generator, shape: tuple[int, ...], persistence: float
) -> Floats:
    """AR(1) paths along the last axis with mean 0 and standard deviation 1 from the first step."""
    shocks = rng.standard_normal(shape)
    shocks[..., 1:] *= np.sqrt(1 - persistence**2)
    return lfilter([1.0], [1.0, -persistence], shocks, axis=-1)


def totals(cells: Ints, amounts: Floats | Ints, shape: tuple[int, int]) -> Floats:
    """Sum of `amounts` in each cell of a table of `shape`, cells counted row by row."""
    size = shape[0] * shape[1]
    summed = np.bincount(cells, weights=amounts.astype(np.float64), minlength=size)
    return summed.astype(np.float64, copy=False).reshape(shape)
