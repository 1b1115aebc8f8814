"""Every feature month by month: median, the middle four fifths, and how many are missing."""

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.profile.records import FeatureMonth

LEVELS = (0.1, 0.5, 0.9)


def monthly(numbers: NDArray[np.float64], applied_at: pd.Series) -> list[tuple[FeatureMonth, ...]]:
    """One series a column of `numbers` (NaN where missing), months with applications only."""
    codes, months = pd.factorize(applied_at.dt.to_period("M").dt.start_time, sort=True)
    by_month = [_month(day.date(), numbers[codes == code]) for code, day in enumerate(months)]
    return [tuple(rows) for rows in zip(*by_month, strict=True)]


def _month(month: date, block: NDArray[np.float64]) -> list[FeatureMonth]:
    known = np.isfinite(block).sum(axis=0)
    quantiles = column_quantiles(np.sort(block, axis=0), known, LEVELS)
    return [
        FeatureMonth(month, len(block), len(block) - int(n), *_floats(column))
        for n, column in zip(known, quantiles.T, strict=True)
    ]


def column_quantiles(
    ordered: NDArray[np.float64], known: NDArray[np.int64], levels: tuple[float, ...]
) -> NDArray[np.float64]:
    """Quantiles of each column, linear between order statistics (Hyndman & Fan 1996, type 7).

    `ordered` has each column's `known` values first, ascending; one row a level, NaN without value.
    """
    columns = np.arange(ordered.shape[1])
    rows = []
    for level in levels:
        at = np.maximum(known - 1, 0) * level
        low, high = np.floor(at).astype(int), np.ceil(at).astype(int)
        below, above = ordered[low, columns], ordered[high, columns]
        rows.append(below + (at - low) * (above - below))
    return np.array(rows)


def _floats(column: NDArray[np.float64]) -> list[float | None]:
    return [float(value) if np.isfinite(value) else None for value in column]
