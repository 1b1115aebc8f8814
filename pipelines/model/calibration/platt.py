"""Platt scaling: a logistic curve over the model's log-odds."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from scipy.special import expit, logit


@dataclass(frozen=True)
class Platt:
    """PD = 1 / (1 + exp(-(intercept + slope x score))); slope >= 0, so the order never turns."""

    kind: ClassVar[str] = "platt"

    intercept: float
    slope: float

    def pd(self, score: ArrayLike) -> NDArray[np.float64]:
        """Return the calibrated PD of raw log-odds."""
        return np.asarray(expit(self.intercept + self.slope * np.asarray(score, dtype=float)))


def fit_platt(bad: NDArray[np.int64], score: NDArray[np.float64]) -> Platt:
    """Fit by maximum likelihood with Platt's (1999) targets, (m+1)/(m+2) and 1/(n+2).

    A score that ranks no better than chance gets slope 0: everybody the base rate.
    """
    target = smoothed(bad)

    def loss(x: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = x[0] + x[1] * score
        excess = expit(z) - target
        total = np.logaddexp(0, z).sum() - (target * z).sum()
        return float(total), np.array([excess.sum(), (excess * score).sum()])

    start = np.array([logit(target.mean()), 0.0])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(None, None), (0, None)])
    return Platt(float(found.x[0]), float(found.x[1]))


def smoothed(bad: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return Platt's targets: (m+1)/(m+2) for each of m bads, 1/(n+2) for each of n goods."""
    bads, goods = bad.sum(), (1 - bad).sum()
    return np.where(bad == 1, (bads + 1) / (bads + 2), 1 / (goods + 2))
