"""Exact Shapley values of every leaf of an oblivious tree."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def known_values(values: Floats, weights: Floats) -> Floats:
    """What trees of one depth are expected to say, for each set of splits whose answer is known.

    `values` and `weights` are trees x leaves. The result is trees x sets x leaves: set S has bit k
    where split k is known, and its answers are those of the leaf. Where a split is not known, both
    its branches count by their cases (path-dependent TreeSHAP: Lundberg, Erion & Lee 2018).
    """
    trees, leaves = values.shape
    found, weight = values.reshape(trees, 1, 1, leaves), weights
    for _ in range(leaves.bit_length() - 1):
        sets, answers, nodes = found.shape[1], found.shape[2], found.shape[3] // 2
        branches = found.reshape(trees, sets, answers, nodes, 2)
        shares = weight.reshape(trees, nodes, 2)
        weight = shares.sum(axis=2)
        shares = shares / weight[:, :, None]
        mean = (branches * shares[:, None, None]).sum(axis=4)
        longer = np.empty((trees, 2, sets, 2, answers, nodes))
        longer[:, 0] = mean[:, :, None]
        longer[:, 1] = np.moveaxis(branches, 4, 2)
        found = longer.reshape(trees, 2 * sets, 2 * answers, nodes)
    return found[:, :, :, 0]


def known_against(values: Floats, shares: Floats) -> Floats:
    """The same where a row of a reference set stands in for all splits that are not known.

    `shares` (trees x leaves) is the part of the reference rows in each leaf. A set's answers are
    the leaf's, all others those of one reference row, averaged over the rows (interventional SHAP:
    Janzing, Minorics & Bloebaum 2020).
    """
    trees, leaves = values.shape
    depth = leaves.bit_length() - 1
    branches = (trees, *[2] * depth)
    said, share = values.reshape(branches), shares.reshape(branches)
    found = np.empty((trees, leaves, *branches[1:]))
    for known in range(leaves):
        axes = [depth - bit for bit in range(depth) if known >> bit & 1]
        others = tuple(axis for axis in range(1, depth + 1) if axis not in axes)
        weight = share.sum(axis=tuple(axes), keepdims=True)
        found[:, known] = (said * weight).sum(axis=others, keepdims=True)
    return found.reshape(trees, leaves, leaves)


def leaf_contributions(known: Floats, players: Sequence[int]) -> Floats:
    """Contributions of each player in every leaf: trees x players x leaves.

    `players` says for each split, in order, which player asks it: splits on one feature are one
    player. `known` is that of `known_values`, for trees that share these players.
    """
    return np.asarray(_shapley_weights(tuple(players)) @ known)


def leaf_interactions(known: Floats, players: Sequence[int]) -> Floats:
    """What each two players add only together, in every leaf: trees x pairs x leaves.

    Each of the two has this in its contribution, so together they have it twice. Pairs are in the
    order of `itertools.combinations`; arguments as above.
    """
    return np.asarray(_interaction_weights(tuple(players)) @ known)


@cache
def _shapley_weights(players: tuple[int, ...]) -> Floats:
    """How each set of known splits counts for each player: players x sets.

    phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! x (v(S with i) - v(S)) (Shapley 1953).
    """
    masks = _masks(players)
    count = len(masks)
    weights = np.zeros((count, 1 << len(players)))
    for player in range(count):
        for others in _subsets([p for p in range(count) if p != player]):
            share = 1 / (count * comb(count - 1, len(others)))
            without = sum(masks[p] for p in others)
            weights[player, without] -= share
            weights[player, without + masks[player]] += share
    return weights


@cache
def _interaction_weights(players: tuple[int, ...]) -> Floats:
    """How each set of known splits counts for each pair of players: pairs x sets.

    phi_ij = sum over S without i and j of |S|! (n - |S| - 2)! / (2 (n - 1)!)
    x (v(S with i and j) - v(S with i) - v(S with j) + v(S)) (Lundberg, Erion & Lee 2018).
    """
    masks = _masks(players)
    pairs = list(combinations(range(len(masks)), 2))
    weights = np.zeros((len(pairs), 1 << len(players)))
    for row, (one, other) in zip(weights, pairs, strict=True):
        for others in _subsets([p for p in range(len(masks)) if p not in (one, other)]):
            share = 1 / (2 * (len(masks) - 1) * comb(len(masks) - 2, len(others)))
            without = sum(masks[p] for p in others)
            row[[without, without + masks[one] + masks[other]]] += share
            row[[without + masks[one], without + masks[other]]] -= share
    return weights


def _masks(players: tuple[int, ...]) -> list[int]:
    """The splits of each player as a set."""
    count = max(players, default=-1) + 1
    return [sum(1 << k for k, p in enumerate(players) if p == player) for player in range(count)]


def _subsets(players: list[int]) -> Iterator[tuple[int, ...]]:
    for size in range(len(players) + 1):
        yield from combinations(players, size)
