"""Beta calibration: like Platt's curve, but free to bend differently at its two ends."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from scipy.special import expit, log_expit, logit

from pipelines.model.calibration.platt import smoothed


@dataclass(frozen=True)
class Beta:
    """logit(PD) = intercept + bad_slope x ln(p) - good_slope x ln(1 - p), p the score's logistic.

    Both slopes are >= 0, so the order never turns (Kull, Silva Filho & Flach 2017).
    """

    kind: ClassVar[str] = "beta"

    intercept: float
    bad_slope: float
    good_slope: float

    def pd(self, score: ArrayLike) -> NDArray[np.float64]:
        """Return the calibrated PD of raw log-odds."""
        values = np.asarray(score, dtype=float)
        rising = self.bad_slope * log_expit(values) - self.good_slope * log_expit(-values)
        return np.asarray(expit(self.intercept + rising))


def fit_beta(bad: NDArray[np.int64], score: NDArray[np.float64]) -> Beta:
    """Fit by maximum likelihood, with Platt's (1999) targets in place of 0 and 1."""
    design = np.column_stack([np.ones(len(score)), log_expit(score), -log_expit(-score)])
    target = smoothed(bad)

    def loss(x: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = design @ x
        total = np.logaddexp(0, z).sum() - (target * z).sum()
        return float(total), np.asarray(design.T @ (expit(z) - target))

    start = np.array([logit(target.mean()), 0.0, 0.0])
    bounds = [(None, None), (0, None), (0, None)]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return Beta(*map(float, found.x))
