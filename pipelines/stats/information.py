"""How much the bins of a feature tell goods from bads."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pipelines.stats.stability import psi

EMPTY_CELL = 0.5


def without_empty_cells(
    counts: ArrayLike, others: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Both counts by bin, 0.5 in place of 0 where only one side of a bin is empty.

    The continuity correction that keeps a log ratio finite (Haldane 1956); a bin that is empty on
    both sides stays so and adds nothing.
    """
    a, b = np.asarray(counts, dtype=float), np.asarray(others, dtype=float)
    if a.shape != b.shape:
        raise ValueError(f"{len(a)} bins against {len(b)}: both sides need the same bins")
    return (
        np.where((a == 0) & (b > 0), EMPTY_CELL, a),
        np.where((b == 0) & (a > 0), EMPTY_CELL, b),
    )


def weights_of_evidence(goods: ArrayLike, bads: ArrayLike) -> NDArray[np.float64]:
    """Weight of evidence by bin, ln(share of the goods / share of the bads); NaN in an empty bin.

    Above 0 a bin is safer than the whole (Siddiqi 2006, chapter 6). Missing values are a bin like
    any other; empty cells as in `without_empty_cells`.
    """
    g, b = without_empty_cells(goods, bads)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log((g / g.sum()) / (b / b.sum()))


def information_value(goods: ArrayLike, bads: ArrayLike) -> float:
    """Information value: sum over bins of (g - b) ln(g / b), shares g of goods, b of bads; >= 0.

    Siddiqi (2006), chapter 6: below 0.02 unpredictive, to 0.1 weak, to 0.3 medium, above strong. It
    is the PSI of goods against bads, so `psi_bound` with both counts says what chance alone stays
    under. Missing values are a bin of their own; empty cells as in `without_empty_cells`.
    """
    return psi(*without_empty_cells(goods, bads))
