"""Isotonic calibration: the best rising steps, joined by straight lines."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.isotonic import IsotonicRegression


@dataclass(frozen=True)
class Isotonic:
    """PD by straight lines between `knots`, pairs of score and PD that both rise; flat beyond.

    No knot's PD is 0 or 1.
    """

    kind: ClassVar[str] = "isotonic"

    knots: tuple[tuple[float, float], ...]

    def pd(self, score: ArrayLike) -> NDArray[np.float64]:
        """Return the calibrated PD of raw log-odds."""
        scores, pds = self._curve
        return np.asarray(np.interp(np.asarray(score, dtype=float), scores, pds))

    @cached_property
    def _curve(self) -> NDArray[np.float64]:
        """The knots' scores, and their PDs."""
        return np.ascontiguousarray(np.array(self.knots).T)


def fit_isotonic(bad: NDArray[np.int64], score: NDArray[np.float64]) -> Isotonic:
    """Pool adjacent violators (Ayer et al. 1955); each block's knot is its mean score and rate.

    A block of n cases with d bads counts as (d + p) / (n + 1), p the base rate, so that no PD is 0
    or 1 and blocks of a few cases lean to the whole. Where all cases are of one class, p counts one
    more of each.
    """
    order = np.argsort(score, kind="stable")
    ranked, outcome = score[order], bad[order].astype(float)
    steps = IsotonicRegression().fit(ranked, outcome).predict(ranked)
    blocks = np.unique(steps, return_inverse=True)[1]
    n = np.bincount(blocks)
    base = np.clip(bad.mean(), 1 / (len(bad) + 2), 1 - 1 / (len(bad) + 2))
    rate = (np.bincount(blocks, weights=outcome) + base) / (n + 1)
    middle = np.bincount(blocks, weights=ranked) / n
    rising = np.maximum.accumulate(rate)
    return Isotonic(tuple(zip(map(float, middle), map(float, rising), strict=True)))
