"""How well predicted probabilities agree with what happened."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pipelines.stats.bins import rank_places
from pipelines.stats.intervals import jeffreys_interval
from pipelines.stats.samples import probabilities


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
    is_bad, probability = probabilities(bad, pd)
    return float(np.mean((probability - is_bad) ** 2))


def log_loss(bad: ArrayLike, pd: ArrayLike) -> float:
    """Mean of -ln(probability given to what happened); >= 0, infinite when it was called sure not.

    Natural logarithm, no clipping.
    """
    is_bad, probability = probabilities(bad, pd)
    with np.errstate(divide="ignore"):
        return float(-np.log(np.where(is_bad, probability, 1 - probability)).mean())


def ece(bad: ArrayLike, pd: ArrayLike, *, bins: int = 10) -> float:
    """Expected calibration error: sum over bins of n_bin / n x |rate - mean PD|; in [0, 1].

    Bins hold equal numbers of cases by rank (Naeini, Cooper & Hauskrecht 2015).
    """
    is_bad, probability = probabilities(bad, pd)
    excess = np.bincount(rank_places(probability, bins), weights=is_bad - probability)
    return float(np.abs(excess).sum() / len(is_bad))


def calibration_table(
    bad: ArrayLike, pd: ArrayLike, *, bins: int = 10
) -> tuple[CalibrationBin, ...]:
    """Cut the cases by rank of PD into bins of equal size and compare rate and mean PD in each.

    Equal PDs stay together, so there may be fewer bins than asked for, of unequal size.
    """
    is_bad, probability = probabilities(bad, pd)
    bin_of = rank_places(probability, bins)
    return tuple(_bin(is_bad[bin_of == b], probability[bin_of == b]) for b in np.unique(bin_of))


def expected_ece(pd: ArrayLike, *, bins: int = 10, draws: int = 200, seed: int = 0) -> float:
    """Mean ECE that these PDs would show by sampling alone if every one were true; in [0, 1].

    Outcomes are drawn from the PDs `draws` times. An ECE that is not above this floor is no
    evidence of bad calibration (the reference of Broecker & Smith 2007).
    """
    probability = np.asarray(pd, dtype=float)
    probabilities(np.zeros(len(probability)), probability)
    ordered = np.sort(probability)
    starts = np.unique(rank_places(ordered, bins), return_index=True)[1]
    predicted = np.add.reduceat(ordered, starts)
    rng, total = np.random.default_rng(seed), 0.0
    for _ in range(draws):
        bads = np.add.reduceat(rng.random(len(ordered)) < ordered, starts, dtype=np.int64)
        total += float(np.abs(bads - predicted).sum())
    return total / draws / len(ordered)


def _bin(is_bad: NDArray[np.bool_], probability: NDArray[np.float64]) -> CalibrationBin:
    """Return one row of the calibration table."""
    bads, n = int(is_bad.sum()), len(is_bad)
    rate = jeffreys_interval(bads, n)
    return CalibrationBin(n, bads, float(probability.mean()), rate.estimate, rate.low, rate.high)
