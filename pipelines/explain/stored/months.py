"""How far features and driver groups move the scores of each month's applications."""

import numpy as np
import pandas as pd

from pipelines.explain.stored.cohorts import Drivers, Floats, cohort_means


def month_rows(
    drivers: Drivers, applied_at: pd.Series, numbers: Floats | None = None
) -> pd.DataFrame:
    """One row per month and name: its movement, mean value, place among its level, and n.

    Month is that of `applied_at`; `numbers` (applications x names) are the features' values, NaN
    where missing or no number; without them no mean value is stated.
    """
    codes, months = pd.factorize(applied_at.to_numpy().astype("datetime64[M]"), sort=True)
    rows = np.arange(len(codes))
    sizes, means, n = cohort_means(drivers, rows, codes, len(months))
    names = len(drivers.names)
    places = (-sizes).argsort(axis=1, kind="stable").argsort(axis=1) + 1
    values = np.full(sizes.shape, np.nan) if numbers is None else _means(numbers, codes)
    return pd.DataFrame(
        {
            "month": np.repeat(np.asarray(months).astype("datetime64[s]"), names),
            "level": drivers.level,
            "name": np.tile(np.array(drivers.names, object), len(months)),
            "importance": sizes.ravel(),
            "contribution": means.ravel(),
            "mean_value": values.ravel(),
            "place": places.ravel(),
            "n": np.repeat(n, names),
        }
    )


def _means(numbers: Floats, codes: np.ndarray) -> Floats:
    """Months x columns: the mean over the applications of the month that have a value."""
    known = ~np.isnan(numbers)
    sums = _sums(np.where(known, numbers, 0.0), codes)
    counts = _sums(known.astype(float), codes)
    return np.divide(sums, counts, out=np.full(sums.shape, np.nan), where=counts > 0)


def _sums(values: Floats, codes: np.ndarray) -> Floats:
    order = codes.argsort(kind="stable")
    starts = np.searchsorted(codes[order], np.arange(codes.max() + 1))
    found: Floats = np.add.reduceat(values[order], starts, axis=0)
    return found
