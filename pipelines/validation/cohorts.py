"""How well the model ranks and how true its PDs are, cohort by cohort and month by month."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.stats.intervals import Interval, auc_interval, jeffreys_interval
from pipelines.validation.case import ValidationCase

FEWEST = 30
FEWEST_PER_CLASS = 5
BANDS = {"sales_365d_cents": "yearly sales", "tenure_days": "tenure"}
QUARTERS = ("lowest quarter", "second quarter", "third quarter", "highest quarter")


@dataclass(frozen=True)
class CohortResult:
    """One group of judged cases; no AUC where it has fewer than five bads or goods.

    `by` says what divides the cases and `name` which part this is.
    """

    by: str
    name: str
    n: int
    bads: int
    auc: Interval | None
    mean_pd: float
    rate: Interval


def cohort_results(case: ValidationCase) -> tuple[CohortResult, ...]:
    """Every cohort of at least thirty cases, by division and largest first."""
    found = [
        _result(case, by, name, places)
        for by, column in divisions(case).items()
        for name, places in _groups(column)
    ]
    return tuple(result for result in found if result.n >= FEWEST)


def month_results(case: ValidationCase) -> tuple[CohortResult, ...]:
    """Every month of application, first one first; none where all apply on one day."""
    months = case.applied_at.dt.strftime("%Y-%m")
    if months.nunique() < 2:
        return ()
    return tuple(
        _result(case, "month", str(name), np.flatnonzero(months == name))
        for name in sorted(months.unique())
    )


def divisions(case: ValidationCase) -> dict[str, pd.Series]:
    """What divides the judged cases: their merchants' groups, size and tenure in quarters."""
    found = {str(name): case.cohorts[name] for name in case.cohorts}
    frame = case.frame()
    for name, by in BANDS.items():
        if name in frame:
            ranked = frame[name].rank(method="first", pct=True)
            bands = np.clip(np.ceil(ranked * 4) - 1, 0, 3)
            found[by] = bands.map(dict(enumerate(QUARTERS)))
    return found


def _groups(column: pd.Series) -> list[tuple[str, np.ndarray]]:
    sizes = column.value_counts()
    return [(str(name), np.flatnonzero((column == name).to_numpy())) for name in sizes.index]


def _result(case: ValidationCase, by: str, name: str, places: np.ndarray) -> CohortResult:
    part = case.judged.iloc[places]
    n, bads = len(part), int(part["bad"].sum())
    both = min(bads, n - bads) >= FEWEST_PER_CLASS
    return CohortResult(
        by=by,
        name=name,
        n=n,
        bads=bads,
        auc=auc_interval(part["bad"], part["score"]) if both else None,
        mean_pd=float(part["pd"].mean()),
        rate=jeffreys_interval(bads, n),
    )
