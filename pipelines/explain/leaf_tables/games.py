"""Each tree as a game of the features it asks: what is expected of a leaf by what is known."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipelines.explain.leaf_tables.shapley import known_against, known_values
from pipelines.explain.leaf_tables.trees import Tree

Floats = NDArray[np.float64]
CELLS = 4_000_000
"""Numbers worked on at once; a tree of depth d takes 4^d."""


@dataclass(frozen=True)
class Batch:
    """Trees whose splits the same players ask in order: `order` says which player asks a split.

    `known` (trees x sets of splits x leaves) is what the trees at `places` are expected to say.
    """

    places: list[int]
    order: tuple[int, ...]
    known: Floats


@dataclass(frozen=True, eq=False)
class Games:
    """The trees, and the cases that stand in for what is not known of a row.

    `reference` says for each tree what share of the reference rows lies in each leaf; where it is
    None the cases the model was fitted on stand in, by the path through the tree.
    """

    trees: tuple[Tree, ...]
    reference: tuple[Floats, ...] | None = None

    @cached_property
    def players(self) -> list[tuple[tuple[int, ...], ...]]:
        """The players of each tree: the features that a split rests on, each set of them once."""
        return [tuple(dict.fromkeys(split.sources for split in tree.splits)) for tree in self.trees]

    @cached_property
    def first(self) -> NDArray[np.intp]:
        """Where each tree's leaves begin when all stand in one row, and where the last end."""
        return np.cumsum([0, *(len(tree.values) for tree in self.trees)], dtype=np.intp)

    def batches(self) -> Iterator[Batch]:
        """All trees, those with the same order of players together, a few at a time."""
        alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for place, (tree, players) in enumerate(zip(self.trees, self.players, strict=True)):
            alike[tuple(players.index(split.sources) for split in tree.splits)].append(place)
        for order, places in alike.items():
            step = max(CELLS >> 2 * len(order), 1)
            for start in range(0, len(places), step):
                some = places[start : start + step]
                yield Batch(some, order, self._known(some))

    def _known(self, places: list[int]) -> Floats:
        values = np.stack([self.trees[place].values for place in places])
        if self.reference is None:
            return known_values(values, np.stack([self.trees[place].weights for place in places]))
        return known_against(values, np.stack([self.reference[place] for place in places]))
