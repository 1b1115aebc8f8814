"""An interval of any statistic of outcomes and scores, by resampling the cases."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pipelines.stats.intervals import Interval
from pipelines.stats.samples import two_classes

Statistic = Callable[[NDArray[np.bool_], NDArray[np.float64]], float]
"""A figure of outcomes and scores, in this order."""


def bootstrap_interval(
    statistic: Statistic,
    bad: ArrayLike,
    score: ArrayLike,
    *,
    seed: int,
    draws: int = 500,
    level: float = 0.95,
) -> Interval:
    """The statistic with its percentile bootstrap interval (Efron & Tibshirani 1993, section 13.3).

    Bads and goods are resampled apart, so that every draw keeps their numbers and the interval is
    conditional on them. Equal seeds give equal bounds. A statistic that is biased in resamples (an
    ECE is) may lie outside its own percentiles.
    """
    is_bad, values = two_classes(bad, score)
    bads, goods = np.flatnonzero(is_bad), np.flatnonzero(~is_bad)
    rng, found = np.random.default_rng(seed), np.empty(draws)
    for draw in range(draws):
        rows = np.concatenate([rng.choice(bads, len(bads)), rng.choice(goods, len(goods))])
        found[draw] = statistic(is_bad[rows], values[rows])
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(statistic(is_bad, values)), float(low), float(high), level)
