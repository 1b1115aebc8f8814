"""What a Brier score is made of."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from pipelines.stats.bins import rank_places
from pipelines.stats.samples import probabilities


@dataclass(frozen=True)
class BrierDecomposition:
    """Brier = reliability - resolution + uncertainty + within, exactly.

    `reliability` is the mean squared distance of a bin's mean PD from its rate (0 is calibrated),
    `resolution` that of a bin's rate from the overall rate (more is better), `uncertainty` the
    variance of the outcome. `within` is what the PDs differ inside their bins: their variance there
    less twice their covariance with the outcome; below 0 where that difference is of use.
    """

    reliability: float
    resolution: float
    uncertainty: float
    within: float

    @property
    def brier(self) -> float:
        """The Brier score that the parts add up to."""
        return self.reliability - self.resolution + self.uncertainty + self.within


def brier_decomposition(bad: ArrayLike, pd: ArrayLike, *, bins: int = 10) -> BrierDecomposition:
    """Take the Brier score apart over bins of equal size by rank of PD.

    Murphy (1973), with the two terms within bins of Stephenson, Coelho & Jolliffe (2008), without
    which the parts of PDs that differ inside a bin do not add up.
    """
    is_bad, probability = probabilities(bad, pd)
    _, place, n = np.unique(rank_places(probability, bins), return_inverse=True, return_counts=True)
    rate = np.bincount(place, weights=is_bad) / n
    mean_pd = np.bincount(place, weights=probability) / n
    overall, total = float(is_bad.mean()), len(is_bad)
    apart, missed = probability - mean_pd[place], is_bad - rate[place]
    return BrierDecomposition(
        reliability=float(np.sum(n * (mean_pd - rate) ** 2) / total),
        resolution=float(np.sum(n * (rate - overall) ** 2) / total),
        uncertainty=overall * (1 - overall),
        within=float(np.mean(apart**2 - 2 * apart * missed)),
    )
