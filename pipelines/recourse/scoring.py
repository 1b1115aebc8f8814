"""Scores alone, of many variants of one row: only the splits on moved features are asked again."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from pipelines.explain.leaf_tables import LeafTables
from pipelines.explain.leaf_tables.lookup import LeafLookup

Floats = NDArray[np.float64]


def variant_scores(
    tables: LeafTables, row: Floats, words: tuple[str, ...], moved: Mapping[int, Floats]
) -> Floats:
    """Scores in log-odds of `row` with each column of `moved` in place of its value.

    `row` holds the model's features in order (NaN where missing or no number), `words` its
    categories; `moved` has the features' places in `row`, one value a variant, all equally many.
    """
    lookup = tables.lookup
    moving = np.isin(lookup.split_columns, list(moved))
    fixed = _fixed_leaves(lookup, row, words, moving)
    ends = [*lookup.first_leaves[1:], len(tables.values)]
    asked = _Answers(lookup, moved)
    scores = np.full(len(next(iter(moved.values()))), tables.bias)
    for tree, levels in enumerate(moving.T):
        adds = tables.values[fixed[tree] : ends[tree]]
        leaves = asked.bits(tree, np.flatnonzero(levels))
        scores += adds[0] if leaves is None else adds.take(leaves)
    return scores


class _Answers:
    """The variants' answers to the splits on moved features; each question is asked once."""

    def __init__(self, lookup: LeafLookup, moved: Mapping[int, Floats]) -> None:
        self._lookup = lookup
        self._columns = {place: _as_asked(lookup, place, moved[place]) for place in moved}
        self._kind = np.min_scalar_type(2 ** len(lookup.borders) - 1)
        self._given: dict[tuple[int, float], NDArray[np.uint8]] = {}

    def bits(self, tree: int, levels: NDArray[np.intp]) -> NDArray[np.unsignedinteger] | None:
        """What the answers on these levels add to the tree's leaf number; None without any."""
        found: NDArray[np.unsignedinteger] | None = None
        for level in levels:
            bit = self._answer(tree, level).astype(self._kind) << self._kind.type(level)
            found = bit if found is None else found | bit
        return found

    def _answer(self, tree: int, level: int) -> NDArray[np.uint8]:
        place = int(self._lookup.split_columns[level, tree])
        border = self._lookup.borders[level, tree]
        key = place, float(border)
        if key not in self._given:
            self._given[key] = (self._columns[place] > border).view(np.uint8)
        return self._given[key]


def _fixed_leaves(
    lookup: LeafLookup, row: Floats, words: tuple[str, ...], moving: NDArray[np.bool_]
) -> NDArray[np.intp]:
    """The leaf of each tree by the answers that do not move, the others taken as no."""
    own = row.astype(np.float32)
    np.copyto(own, lookup.missing, where=np.isnan(own))
    passed = (own.take(lookup.split_columns) > lookup.borders) & ~moving
    bits = 1 << np.arange(len(passed), dtype=np.intp)
    leaves: NDArray[np.intp] = lookup.first_leaves + bits @ passed
    return leaves if lookup.answers is None else leaves + lookup.answers.of(words)


def _as_asked(lookup: LeafLookup, place: int, values: Floats) -> NDArray[np.float32]:
    asked = values.astype(np.float32)
    return np.where(np.isnan(asked), lookup.missing[place], asked)
