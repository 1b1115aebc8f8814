"""Noise: whether two rates differ, and where a series leaves its own scatter."""

from collections.abc import Sequence
from math import sqrt
from statistics import median

from pipelines.stats.intervals import wilson_interval

STANDS_OUT = 3.5
AWAY_FROM_USUAL = 2.0
LEAST_VALUES, LEAST_STRETCH = 12, 2


def differ(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two rates, each `(events, n)`, differ beyond noise.

    The 95 % interval of their difference, built from the two Wilson intervals (Newcombe 1998,
    method 10), leaves zero out. Without cases on both sides nothing can be told apart.
    """
    if not one[1] or not other[1]:
        return False
    now, then = wilson_interval(*one), wilson_interval(*other)
    gap = now.estimate - then.estimate
    below = sqrt((now.estimate - now.low) ** 2 + (then.high - then.estimate) ** 2)
    above = sqrt((now.high - now.estimate) ** 2 + (then.estimate - then.low) ** 2)
    return not gap - below <= 0 <= gap + above


def modified_z(values: Sequence[float]) -> tuple[float, ...]:
    """Distance of each value from the median in robust standard deviations; 0 without scatter.

    0.6745 (x - median) / median absolute deviation (Iglewicz & Hoaglin 1993, who call a value
    beyond 3.5 an outlier). The scatter is the series' own, so that it holds what its values share
    (season, economy), not only the chance of single loans.
    """
    if not values:
        return ()
    middle = median(values)
    scatter = median(abs(value - middle) for value in values)
    return tuple(0.6745 * (value - middle) / scatter if scatter else 0.0 for value in values)


def standing_out(values: Sequence[float]) -> tuple[int, int, int] | None:
    """First, highest and last place of the stretch in which a series of rates stands out.

    The highest value must be an outlier by `modified_z`; the stretch reaches to both sides as far
    as the values are over twice the median. None where nothing stands out, where a value does so
    alone (one month may be chance), or where there are fewer than twelve to judge by.
    """
    if len(values) < LEAST_VALUES:
        return None
    top = max(range(len(values)), key=values.__getitem__)
    level = AWAY_FROM_USUAL * median(values)
    if modified_z(values)[top] <= STANDS_OUT or values[top] <= level:
        return None
    first = last = top
    while first > 0 and values[first - 1] > level:
        first -= 1
    while last < len(values) - 1 and values[last + 1] > level:
        last += 1
    return (first, top, last) if last - first + 1 >= LEAST_STRETCH else None
