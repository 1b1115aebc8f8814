"""A stress by industry, region and grade."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.portfolio.loss import OpenLoans
from pipelines.portfolio.stress.records import StressedPart

DIMENSIONS = ("industry", "region", "grade")
NO_GRADE = "not scored"


def stressed_parts(
    calm: OpenLoans, under: OpenLoans, change: pd.DataFrame
) -> tuple[StressedPart, ...]:
    """One part an industry, region and grade, the largest rise of the loss first in each.

    `change` has each merchant's sales before and under the shock, index merchant id.
    """
    parts = []
    for dimension in DIMENSIONS:
        keys = np.array([key or NO_GRADE for key in getattr(calm, dimension)], dtype=object)
        found = [_part(dimension, key, keys == key, calm, under, change) for key in np.unique(keys)]
        parts += sorted(found, key=lambda p: p.expected_loss_cents - p.stressed_loss_cents)
    return tuple(parts)


def _part(
    dimension: str,
    key: str,
    inside: NDArray[np.bool_],
    calm: OpenLoans,
    under: OpenLoans,
    change: pd.DataFrame,
) -> StressedPart:
    sales = change.reindex(pd.unique(calm.merchant_id[inside])).sum()
    before = sales["sale_cents"]
    return StressedPart(
        dimension=dimension,
        key=key,
        loans=int(inside.sum()),
        balance_cents=int(calm.balance_cents[inside].sum()),
        sales_change=float(sales["shocked_sale_cents"] / before - 1) if before else None,
        pd=_mean(calm.pd[inside]),
        stressed_pd=_mean(under.pd[inside]),
        expected_loss_cents=float(calm.expected_loss_cents[inside].sum()),
        stressed_loss_cents=float(under.expected_loss_cents[inside].sum()),
    )


def _mean(pds: NDArray[np.float64]) -> float | None:
    known = pds[~np.isnan(pds)]
    return float(known.mean()) if len(known) else None
