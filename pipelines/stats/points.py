"""A PD on the scale of points that scorecards use: more points, less risk."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def points(
    pd: ArrayLike, *, pdo: float, base_points: float, base_odds: float
) -> NDArray[np.float64]:
    """Points of each PD: offset + factor x ln(odds), odds = (1 - PD) / PD of good to bad.

    factor = pdo / ln 2 and offset = base_points - factor x ln(base_odds), so that `base_odds` earn
    `base_points` and every `pdo` points double the odds (Siddiqi 2006, chapter 6). A PD of 0 has
    infinitely many points, one of 1 minus infinitely many.
    """
    rate = np.asarray(pd, dtype=float)
    factor, offset = _scale(pdo, base_points, base_odds)
    with np.errstate(divide="ignore"):
        return np.asarray(offset + factor * (np.log1p(-rate) - np.log(rate)))


def pd_of_points(
    score: ArrayLike, *, pdo: float, base_points: float, base_odds: float
) -> NDArray[np.float64]:
    """PD behind each number of points: the inverse of `points`."""
    factor, offset = _scale(pdo, base_points, base_odds)
    with np.errstate(over="ignore"):
        return np.asarray(1 / (1 + np.exp((np.asarray(score, dtype=float) - offset) / factor)))


def _scale(pdo: float, base_points: float, base_odds: float) -> tuple[float, float]:
    if not (pdo > 0 and base_odds > 0):
        raise ValueError("points to double the odds and the base odds must be above 0")
    factor = pdo / float(np.log(2))
    return factor, base_points - factor * float(np.log(base_odds))
