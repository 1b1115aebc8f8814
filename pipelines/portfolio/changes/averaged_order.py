"""What each factor of a figure adds to its change, averaged over all orders of replacing them."""

from collections.abc import Callable, Sequence
from itertools import combinations
from math import factorial

Figure = Callable[[frozenset[str]], float]
"""A figure with the named factors at their new values and the others at their old ones."""


def averaged_effects(figure: Figure, factors: Sequence[str]) -> dict[str, float]:
    """The effect of each factor; they add up to the whole change, in no preferred order.

    Factors are set to their new values one after the other; the step that a factor makes is
    averaged over all orders (the Shapley value; Shorrocks 2013, J Econ Inequal 11). Of a product
    of factors these are the effects of Das Gupta 1993, Standardization and decomposition of rates
    (US Census Bureau P23-186), as of three: (bc + BC) / 3 + (bC + Bc) / 6 times A - a.
    """
    known: dict[frozenset[str], float] = {}

    def at(new: frozenset[str]) -> float:
        if new not in known:
            known[new] = figure(new)
        return known[new]

    return {factor: _effect(at, factor, [f for f in factors if f != factor]) for factor in factors}


def _effect(at: Figure, factor: str, others: Sequence[str]) -> float:
    """The mean step of one factor over all sets of others that were replaced before it."""
    whole = factorial(len(others) + 1)
    steps = []
    for size in range(len(others) + 1):
        weight = factorial(size) * factorial(len(others) - size) / whole
        for before in map(frozenset, combinations(others, size)):
            steps.append(weight * (at(before | {factor}) - at(before)))
    return sum(steps)
