"""How well a feature alone tells goods from bads."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.features import FeatureTable
from pipelines.profile.binned import Binned
from pipelines.profile.records import Strength
from pipelines.stats.information import information_value
from pipelines.stats.intervals import Interval, auc_interval
from pipelines.stats.stability import psi_bound


def known_outcomes(table: FeatureTable, outcomes: pd.DataFrame) -> NDArray[np.float64]:
    """1 for a default, 0 for none, NaN where no outcome is known, in the order of the table.

    `outcomes` has is_default by application_id.
    """
    bad = outcomes["is_default"].astype("float64").reindex(table.frame.index)
    return np.asarray(bad, dtype=np.float64)


def strength(
    binned: Binned, values: NDArray[np.float64] | None, bad: NDArray[np.float64], direction: int
) -> Strength | None:
    """Information value and AUC over the known outcomes; None where one kind is lacking.

    `values` is None for text, which has no order.
    """
    goods, bads = binned.counts(bad == 0), binned.counts(bad == 1)
    n_goods, n_bads = int(goods.sum()), int(bads.sum())
    if not n_goods or not n_bads:
        return None
    held = int(((goods > 0) | (bads > 0)).sum())
    return Strength(
        iv=information_value(goods, bads),
        iv_bound=psi_bound(n_goods, n_bads, held) if held > 1 else 0.0,
        n=n_goods + n_bads,
        bads=n_bads,
        auc=None if values is None else _auc(values, bad, direction),
    )


def _auc(values: NDArray[np.float64], bad: NDArray[np.float64], direction: int) -> Interval | None:
    known = np.isfinite(values) & np.isfinite(bad)
    is_bad = bad[known] == 1
    if not is_bad.any() or is_bad.all():
        return None
    return auc_interval(is_bad, values[known] * (-1 if direction < 0 else 1))
