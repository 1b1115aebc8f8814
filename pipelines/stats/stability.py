"""How far a distribution has moved from the one a model was built on."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, chdtri


def psi(actual: ArrayLike, expected: ArrayLike) -> float:
    """Population stability index: sum of (a - e) ln(a / e) over the bins' shares; >= 0.

    Takes counts or shares by bin. A bin empty on one side only makes it infinite; one empty on
    both sides adds nothing. By convention below 0.10 is stable, above 0.25 a shift.
    """
    a, e = _shares(actual), _shares(expected)
    if a.shape != e.shape:
        raise ValueError(f"{len(a)} bins against {len(e)}: both sides need the same bins")
    held = (a > 0) | (e > 0)
    with np.errstate(divide="ignore"):
        return float(np.sum((a[held] - e[held]) * np.log(a[held] / e[held])))


def psi_bound(n_actual: int, n_expected: int, bins: int, *, level: float = 0.95) -> float:
    """The PSI that sampling alone stays under with probability `level`: (1/N + 1/M) chi2(B - 1)."""
    return float((1 / n_actual + 1 / n_expected) * chdtri(bins - 1, 1 - level))


def psi_p_value(found: float, n_actual: int, n_expected: int, bins: int) -> float:
    """P-value of "nothing has moved": what share of samples of these sizes has a larger PSI.

    The tail of the law behind `psi_bound`; 1 where a single bin holds everything.
    """
    if bins < 2:
        return 1.0
    return float(chdtrc(bins - 1, found / (1 / n_actual + 1 / n_expected)))


def _shares(counts: ArrayLike) -> np.ndarray:
    """Return the bins' shares of the total; ValueError when there is nothing to share."""
    values = np.asarray(counts, dtype=float)
    if values.ndim != 1 or (values < 0).any() or not values.sum() > 0:
        raise ValueError("bins need counts or shares that are not negative and not all zero")
    return values / values.sum()
