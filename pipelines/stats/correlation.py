"""How much defaults move together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp, ndtr, ndtri

from pipelines.errors import Refused

NODES = 32
FEWEST_PERIODS = 6
SMALLEST_PD = 1e-12


@dataclass(frozen=True)
class AssetCorrelation:
    """One-factor fit of default counts by period: long-run PD, asset correlation rho, periods."""

    pd: float
    rho: float
    periods: int


def conditional_pd(pd: ArrayLike, rho: ArrayLike, factor: ArrayLike) -> NDArray[np.float64]:
    """PD where the common factor stands at `factor` standard deviations (high is bad).

    N((N^-1(PD) + sqrt(rho) M) / sqrt(1 - rho)), Vasicek (2002).
    """
    shared = np.asarray(rho)
    moved = ndtri(np.asarray(pd)) + np.sqrt(shared) * np.asarray(factor)
    return np.asarray(ndtr(moved / np.sqrt(1 - shared)))


def asset_correlation(defaults: ArrayLike, exposed: ArrayLike) -> AssetCorrelation:
    """Maximum likelihood of the one-factor model for `defaults` out of `exposed` in each period.

    The count of a period is binomial given its factor, periods are independent (Gordy & Heitfield
    2002); the factor is integrated out by Gauss-Hermite quadrature around each period's likeliest
    factor (Liu & Pierce 1994), so that large periods are as exact as small ones. Raises Refused for
    counts that do not fit, or fewer than six periods.
    """
    bad, n = _counts(defaults, exposed)
    points, weights = np.polynomial.hermite_e.hermegauss(NODES)
    log_weights = np.log(weights / weights.sum())

    def loss(theta: NDArray[np.float64]) -> float:
        pd, rho = float(ndtr(theta[0])), float(_rho(theta[1]))
        centre, spread = _likeliest_factor(bad, n, pd, rho)
        factor = centre[:, None] + spread[:, None] * points
        given = np.clip(conditional_pd(pd, rho, factor), SMALLEST_PD, 1 - SMALLEST_PD)
        seen = bad[:, None] * np.log(given) + (n - bad)[:, None] * np.log1p(-given)
        moved = np.log(spread)[:, None] + (points**2 - factor**2) / 2
        return -float(logsumexp(seen + moved + log_weights, axis=1).sum())

    start = [float(ndtri(np.clip(bad.sum() / n.sum(), 1e-4, 1 - 1e-4))), -3.0]
    found = minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-8})
    return AssetCorrelation(float(ndtr(found.x[0])), float(_rho(found.x[1])), len(n))


def _likeliest_factor(
    bad: NDArray[np.float64], n: NDArray[np.float64], pd: float, rho: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and spread of each period's factor given its count, by the delta method."""
    rate = (bad + 0.5) / (n + 1)
    level = ndtri(rate)
    density = np.exp(-(level**2) / 2) / np.sqrt(2 * np.pi)
    seen = (np.sqrt(1 - rho) * level - ndtri(pd)) / np.sqrt(rho)
    noise = (1 - rho) / rho * rate * (1 - rate) / (n + 1) / density**2
    return seen / (1 + noise), np.sqrt(noise / (1 + noise))


def _rho(logit: float) -> np.float64:
    return np.float64(1 / (1 + np.exp(-logit)))


def _counts(
    defaults: ArrayLike, exposed: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    bad, n = np.asarray(defaults, dtype=np.float64), np.asarray(exposed, dtype=np.float64)
    if bad.shape != n.shape or bad.ndim != 1:
        raise Refused("defaults and exposed need one number each for every period")
    if len(n) < FEWEST_PERIODS:
        raise Refused(f"{len(n)} periods are too few: a correlation needs {FEWEST_PERIODS} or more")
    if np.any(bad < 0) or np.any(bad > n) or np.any(n < 1):
        raise Refused("each period needs at least one loan and no more defaults than loans")
    return bad, n
