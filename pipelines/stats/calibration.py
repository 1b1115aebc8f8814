"""How well predicted probabilities agree with what happened."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import beta

from pipelines.stats.intervals import jeffreys_interval
from pipelines.stats.samples import outcomes


@dataclass(frozen=True)
class CalibrationBin:
    """One bin of the calibration table: n cases, their bads, mean PD and observed rate.

    `low` and `high` bound the observed rate (Jeffreys, 95 %).
    """

    n: int
    bads: int
    mean_pd: float
    rate: float
    low: float
    high: float


def brier(bad: ArrayLike, pd: ArrayLike) -> float:
    """Brier score: mean of (pd - bad)^2; in [0, 1], 0 is perfect (Brier 1950)."""
    is_bad, probability = _probabilities(bad, pd)
    return float(np.mean((probability - is_bad) ** 2))


def log_loss(bad: ArrayLike, pd: ArrayLike) -> float:
    """Mean of -ln(probability given to what happened); >= 0, infinite when it was called sure not.

    Natural logarithm, no clipping.
    """
    is_bad, probability = _probabilities(bad, pd)
    with np.errstate(divide="ignore"):
        return float(-np.log(np.where(is_bad, probability, 1 - probability)).mean())


def ece(bad: ArrayLike, pd: ArrayLike, *, bins: int = 10) -> float:
    """Expected calibration error: sum over bins of n_bin / n x |rate - mean PD|; in [0, 1].

    Bins hold equal numbers of cases by rank (Naeini, Cooper & Hauskrecht 2015).
    """
    table = calibration_table(bad, pd, bins=bins)
    total = sum(row.n for row in table)
    return sum(row.n * abs(row.rate - row.mean_pd) for row in table) / total


def calibration_table(
    bad: ArrayLike, pd: ArrayLike, *, bins: int = 10
) -> tuple[CalibrationBin, ...]:
    """Cut the cases by rank of PD into bins of equal size and compare rate and mean PD in each.

    Equal PDs stay together, so there may be fewer bins than asked for, of unequal size.
    """
    is_bad, probability = _probabilities(bad, pd)
    _, inverse, counts = np.unique(probability, return_inverse=True, return_counts=True)
    start = np.concatenate([[0], np.cumsum(counts)[:-1]])
    bin_of = (start * bins // len(probability))[inverse]
    return tuple(_bin(is_bad[bin_of == b], probability[bin_of == b]) for b in np.unique(bin_of))


def jeffreys_p_value(defaults: int, n: int, pd: float) -> float:
    """P-value of "the true PD is at most `pd`": the Beta(D+1/2, N-D+1/2) CDF at `pd`; in [0, 1].

    Small means the PD is understated (ECB, Instructions for reporting the validation results of
    internal models, 2019).
    """
    if n <= 0 or not 0 <= defaults <= n:
        raise ValueError(f"{defaults} defaults of {n} is not a rate")
    return float(beta.cdf(pd, defaults + 0.5, n - defaults + 0.5))


def _bin(is_bad: NDArray[np.bool_], probability: NDArray[np.float64]) -> CalibrationBin:
    """Return one row of the calibration table."""
    bads, n = int(is_bad.sum()), len(is_bad)
    rate = jeffreys_interval(bads, n)
    return CalibrationBin(n, bads, float(probability.mean()), rate.estimate, rate.low, rate.high)


def _probabilities(bad: ArrayLike, pd: ArrayLike) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Return outcomes and PDs; ValueError when a PD lies outside [0, 1]."""
    is_bad, probability = outcomes(bad, pd)
    if (probability < 0).any() or (probability > 1).any():
        raise ValueError("probabilities must lie between 0 and 1")
    return is_bad, probability
