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
    by_class: bool = True,
    reflected: bool = False,
) -> Interval:
    """The statistic with its bootstrap interval; equal seeds give equal bounds.

    `by_class` resamples bads and goods apart, which keeps their numbers: right for figures of
    ranking, too narrow for those of probabilities, where the number of bads is uncertain itself.
    The bounds are the draws' percentiles (Efron & Tibshirani 1993, section 13.3), or these
    `reflected` about the estimate (the basic interval, Davison & Hinkley 1997, section 5.2), which
    takes out the bias of a statistic that only grows by noise, as an ECE or a KS does.
    """
    is_bad, values = two_classes(bad, score)
    bads, goods = np.flatnonzero(is_bad), np.flatnonzero(~is_bad)
    rng, found = np.random.default_rng(seed), np.empty(draws)
    for draw in range(draws):
        if by_class:
            rows = np.concatenate([rng.choice(bads, len(bads)), rng.choice(goods, len(goods))])
        else:
            rows = rng.integers(0, len(values), len(values))
        found[draw] = statistic(is_bad[rows], values[rows])
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    estimate = float(statistic(is_bad, values))
    if reflected:
        low, high = 2 * estimate - high, 2 * estimate - low
    return Interval(estimate, float(low), float(high), level)
