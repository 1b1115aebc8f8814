"""How far one group's PDs lie from another's."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from pipelines.stats.bins import bin_places, quantile_cuts
from pipelines.stats.information import without_empty_cells
from pipelines.stats.stability import psi, psi_bound

FEWEST = 50
MANY, BINS, BINS_OF_FEW = 1_000, 10, 5
"""Ten bins where both sides have so many cases, five below."""


@dataclass(frozen=True)
class Shift:
    """PSI of the PDs of `n_other` cases against those of `n_reference`, over `bins` bins.

    `bound` is what sampling alone stays under in 95 of 100 books.
    """

    psi: float
    bound: float
    bins: int
    n_reference: int
    n_other: int


def shift(reference: ArrayLike, other: ArrayLike, *, fewest: int = FEWEST) -> Shift | None:
    """Hold the PDs of `other` against `reference`, whose equal parts make the bins.

    None where a side has fewer than `fewest` cases; all in one bin is no shift.
    """
    before, now = np.asarray(reference, dtype=float), np.asarray(other, dtype=float)
    smaller = min(len(before), len(now))
    if smaller < fewest:
        return None
    cuts = quantile_cuts(before, BINS if smaller >= MANY else BINS_OF_FEW)
    bins = len(cuts) + 1
    counts = [np.bincount(bin_places(side, cuts), minlength=bins) for side in (now, before)]
    return Shift(
        psi=psi(*without_empty_cells(*counts)),
        bound=psi_bound(len(now), len(before), bins) if bins > 1 else 0.0,
        bins=bins,
        n_reference=len(before),
        n_other=len(now),
    )
