"""Cutting a number's values into equal parts, with a bin of its own for what is missing."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def quantile_cuts(values: ArrayLike, bins: int) -> NDArray[np.float64]:
    """Smallest value of each bin but the first, so that about equally many values fall in each.

    Cuts are values that occur: the order statistics k/bins (Hyndman & Fan 1996, type 1, one place
    on). Equal values stay in one bin, so there may be fewer bins than asked for. Where one value
    fills all of them, the cut parts it from the rest; a constant has none. What is not finite is
    missing and has no part in it.
    """
    given = np.asarray(values, dtype=float)
    known = np.sort(given[np.isfinite(given)])
    if not len(known):
        return known
    cuts = np.unique(known[np.arange(1, bins) * len(known) // bins])
    cuts = cuts[cuts > known[0]]
    return cuts if len(cuts) else known[known > known[0]][:1]


def bin_places(values: ArrayLike, cuts: ArrayLike) -> NDArray[np.int64]:
    """Number of the bin of each value: 0 to len(cuts), and len(cuts) + 1 where it is missing.

    A value on a cut belongs to the bin above it.
    """
    given, edges = np.asarray(values, dtype=float), np.asarray(cuts, dtype=float)
    places = np.searchsorted(edges, given, side="right")
    return np.where(np.isfinite(given), places, len(edges) + 1)


def rank_places(values: ArrayLike, bins: int) -> NDArray[np.int64]:
    """Number of the bin of each value, from 0, where `bins` bins hold equally many by rank.

    Equal values share the bin of their first rank, so some bins may be larger and some be left out.
    """
    given = np.asarray(values, dtype=float)
    _, inverse, counts = np.unique(given, return_inverse=True, return_counts=True)
    start = np.concatenate([[0], np.cumsum(counts)[:-1]])
    return np.asarray((start * bins // len(given))[inverse], dtype=np.int64)
