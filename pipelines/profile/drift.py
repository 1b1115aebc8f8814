"""How far a feature has moved: the newest period, and every quarter, against the reference."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.profile.binned import Binned
from pipelines.profile.records import Drift, FeatureQuarter, Verdict
from pipelines.stats.information import without_empty_cells
from pipelines.stats.stability import psi, psi_bound

WATCH, SHIFTED = 0.10, 0.25


def drift(binned: Binned, values: NDArray[np.float64] | None, newest: NDArray[np.bool_]) -> Drift:
    """The newest applications against the others, missing values as a bin of their own."""
    now, before = binned.counts(newest), binned.counts(~newest)
    found, bound = _moved(now, before)
    return Drift(
        psi=found,
        bound=bound,
        missing_before=float(before[-1] / before.sum()),
        missing_now=float(now[-1] / now.sum()),
        median_before=_median(values, ~newest),
        median_now=_median(values, newest),
        verdict=verdict(found, bound),
    )


def verdict(found: float, bound: float) -> Verdict:
    """Shifted above a PSI of 0.25, to watch above 0.10, and neither within the sampling bound."""
    if found <= max(WATCH, bound):
        return "stable"
    return "shifted" if found > SHIFTED else "watch"


def quarters(
    binned: Binned, quarter: pd.Series, newest: NDArray[np.bool_]
) -> tuple[FeatureQuarter, ...]:
    """PSI of each calendar quarter against the reference period; `quarter` is its first day.

    A quarter inside the reference is part of what it is held against, which makes it look calmer.
    """
    before = binned.counts(~newest)
    codes, days = pd.factorize(quarter, sort=True)
    every = np.bincount(codes * binned.size + binned.places, minlength=len(days) * binned.size)
    rows = every.reshape(len(days), binned.size)
    return tuple(
        FeatureQuarter(day.date(), int(row.sum()), *_moved(row, before))
        for day, row in zip(days, rows, strict=True)
    )


def _moved(now: NDArray[np.int64], before: NDArray[np.int64]) -> tuple[float, float]:
    """PSI with its sampling bound; 0 and 0 where all applications lie in one bin."""
    held = int(((now > 0) | (before > 0)).sum())
    if held < 2:
        return 0.0, 0.0
    bound = psi_bound(int(now.sum()), int(before.sum()), held)
    return psi(*without_empty_cells(now, before)), bound


def _median(values: NDArray[np.float64] | None, among: NDArray[np.bool_]) -> float | None:
    if values is None:
        return None
    known = values[among & np.isfinite(values)]
    return float(np.median(known)) if len(known) else None
