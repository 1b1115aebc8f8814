"""What young vintages have still to lose, read off how the older ones developed."""

from dataclasses import dataclass

import numpy as np

from pipelines.portfolio.rates.moves import Floats
from pipelines.portfolio.rates.triangle import Triangle

MEMORY = 4.0
"""How many vintages the scatter of all ages counts for beside those seen from age to age."""


@dataclass(frozen=True)
class Development:
    """How a triangle develops: `factors` from each age to the next, and what they imply.

    `developed` is the share of the loss at the last age that is there by each age (above 1 where
    recoveries follow); `prior` is the rate at the last age that vintages are expected to reach by
    what the others did.
    """

    factors: Floats
    developed: Floats
    prior: float


def development(triangle: Triangle) -> Development | None:
    """Chain ladder: factor = sum of the cumulative loss one age on / sum at the age, by vintages
    that have reached both (Mack 1993). None where nothing was ever lost at the last age reached.

    The prior is Cape Cod: loss so far / sum of exposure x share developed (Buehlmann 1983).
    """
    cumulative, seen = triangle.cumulative, triangle.seen
    both = seen[:, 1:]
    ahead, now = (cumulative[:, 1:] * both).sum(axis=0), (cumulative[:, :-1] * both).sum(axis=0)
    reached = both.sum(axis=0) > 0
    factors = np.divide(ahead, now, out=np.ones_like(ahead), where=(now > 0) & reached)
    total = float(ahead[reached][-1]) if reached.any() else 0.0
    if total <= 0:
        return None
    developed = _developed(triangle, factors)
    last = np.minimum(triangle.ages, cumulative.shape[1] - 1)
    so_far = cumulative[np.arange(len(last)), last].sum()
    used = float((triangle.exposure * developed[last]).sum())
    return Development(factors, developed, float(so_far) / used) if used > 0 else None


def _developed(triangle: Triangle, factors: Floats) -> Floats:
    """The share developed at each age: 1 at the last one, divided by the factors on the way down.

    At ages where no vintage had lost anything the factor is none, and the share is zero.
    """
    started = ((triangle.cumulative * triangle.seen).sum(axis=0) > 0).cumsum() > 0
    to_last = np.append(np.cumprod(factors[::-1])[::-1], 1.0)
    return np.where(started, 1 / to_last, 0.0)


def expected_path(triangle: Triangle, found: Development) -> Floats:
    """Cumulative loss of each vintage at each age: seen where it is, projected beyond.

    The rest is a blend of chain ladder (the vintage's own loss carried on) and Bornhuetter-Ferguson
    (exposure x prior x share still to come), chain ladder weighing as much as is developed
    (Benktander 1976): a vintage without any loss yet is expected to do as the others.
    """
    cumulative, seen = triangle.cumulative, triangle.seen > 0
    last = np.minimum(triangle.ages, cumulative.shape[1] - 1)
    own = cumulative[np.arange(len(last)), last]
    share = found.developed[last]
    level = np.divide(own, share, out=np.zeros_like(own), where=share > 0)
    weight = np.clip(share, 0.0, 1.0)
    ultimate = weight * level + (1 - weight) * triangle.exposure * found.prior
    ahead = own[:, None] + ultimate[:, None] * (found.developed[None, :] - share[:, None])
    return np.where(seen, cumulative, ahead)


def scatter(triangle: Triangle, found: Development) -> Floats:
    """Variance by mean of what vintages lost between two ages, from age by to age.

    Every vintage that has reached the later age is projected from the earlier one and held against
    what came: mean squared miss / expected, so that chance and differences between vintages are
    both in it. Pairs with few vintages lean on all pairs; never below `unit`, the chance of single
    losses.
    """
    size = triangle.increments.shape[1]
    misses, counts = np.zeros((size, size)), np.zeros((size, size))
    for age in range(size - 1):
        _add_misses(triangle, found, age, misses, counts)
    total = counts.sum()
    overall = max(misses.sum() / total, triangle.unit) if total else triangle.unit
    pooled = (misses + MEMORY * overall) / (counts + MEMORY)
    return np.maximum(pooled * _for_estimation(counts), triangle.unit)


def _add_misses(
    triangle: Triangle, found: Development, age: int, misses: Floats, counts: Floats
) -> None:
    size = triangle.increments.shape[1]
    there = triangle.ages > age
    as_then = Triangle(
        triangle.measure,
        tuple(v for v, kept in zip(triangle.vintages, there, strict=True) if kept),
        triangle.loans[there],
        triangle.exposure[there],
        np.full(int(there.sum()), age),
        triangle.increments[there] * (np.arange(size) <= age),
        triangle.unit,
    )
    path = expected_path(as_then, found)
    came = triangle.cumulative[there] - triangle.cumulative[there][:, [age]]
    expected = path - path[:, [age]]
    known = (triangle.seen[there] > 0) & (np.abs(expected) > 0) & (np.arange(size) > age)
    ratio = np.divide(
        (came - expected) ** 2, np.abs(expected), out=np.zeros_like(came), where=known
    )
    misses[age] += (ratio * known).sum(axis=0)
    counts[age] += known.sum(axis=0)


def _for_estimation(counts: Floats) -> Floats:
    """The development is estimated from as many vintages: 1 + 1 / n of its own variance."""
    return 1 + 1 / np.maximum(counts, 1.0)
