"""What each leaf adds to the interaction of two features, and to what is left of each alone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from pipelines.explain.leaf_tables.games import Games
from pipelines.explain.leaf_tables.shapley import leaf_contributions, leaf_interactions

Floats = NDArray[np.float64]
Shares = dict[tuple[int, int], Floats]
"""What each leaf of a tree adds to a pair of features, the lower place first."""


@dataclass(frozen=True, eq=False)
class PairTables:
    """`parts` (leaves x slots) is what a leaf adds to the pairs of its tree's `columns`.

    `columns` (trees x slots) are places among `pairs` (pairs x 2 features); a feature paired with
    itself is what it adds less its interactions.
    """

    pairs: NDArray[np.intp]
    columns: NDArray[np.intp]
    parts: Floats


def pair_tables(games: Games, scale: float) -> PairTables:
    """Work out all pairs of the features that a tree asks; values are times `scale`."""
    found: list[Shares] = [{} for _ in games.trees]
    for place, shares in _by_tree(games):
        found[place] = shares
    pairs = sorted({pair for shares in found for pair in shares})
    places = {pair: place for place, pair in enumerate(pairs)}
    slots = max(map(len, found))
    columns = np.zeros((len(found), slots), dtype=np.intp)
    parts = np.zeros((games.first[-1], slots))
    for tree, shares in enumerate(found):
        columns[tree, : len(shares)] = [places[pair] for pair in shares]
        for slot, share in enumerate(shares.values()):
            parts[games.first[tree] : games.first[tree + 1], slot] = scale * share
    return PairTables(np.array(pairs, dtype=np.intp).reshape(-1, 2), columns, parts)


def _by_tree(games: Games) -> Iterator[tuple[int, Shares]]:
    for batch in games.batches():
        alone = leaf_contributions(batch.known, batch.order)
        together = leaf_interactions(batch.known, batch.order)
        for place, own, both in zip(batch.places, alone, together, strict=True):
            yield place, _shares(games.players[place], own, both)


def _shares(players: Sequence[tuple[int, ...]], own: Floats, both: Floats) -> Shares:
    """Pairs of players as pairs of features; those combined in one split share evenly."""
    found: defaultdict[tuple[int, int], Floats | float] = defaultdict(float)
    for player, contribution in zip(players, own, strict=True):
        for feature in player:
            found[feature, feature] += contribution / len(player)
    for (one, other), effect in zip(combinations(players, 2), both, strict=True):
        share = effect / (len(one) * len(other))
        for a, b in product(one, other):
            if a != b:
                found[min(a, b), max(a, b)] += share
                found[a, a] -= share
                found[b, b] -= share
    return {pair: np.asarray(share) for pair, share in found.items()}
