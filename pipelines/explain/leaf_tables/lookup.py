"""Which leaves a row falls into."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from catboost import CatBoostClassifier
from numpy.typing import NDArray

from pipelines.explain.leaf_tables.categories import CategoryAnswers, Words, by_category
from pipelines.explain.leaf_tables.trees import Forest, Split

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class LeafLookup:
    """A model's questions; all its leaves stand in one row, tree after tree.

    A tree asks split k whether the feature in `split_columns` is above its border (both levels x
    trees), which gives bit k of the leaf's number, counted from `first_leaves`; `answers` answers
    for categories. `missing` stands in for a missing number.
    """

    missing: NDArray[np.float32]
    split_columns: Places
    borders: NDArray[np.float32]
    first_leaves: Places
    answers: CategoryAnswers | None

    @classmethod
    def of(cls, booster: CatBoostClassifier, forest: Forest) -> "LeafLookup":
        """The questions of a booster, given what `read_forest` read of it."""
        asked = any(by_category(split) for tree in forest.trees for split in tree.splits)
        sizes = [len(tree.values) for tree in forest.trees]
        return cls(
            missing=forest.missing,
            split_columns=_by_level(forest, lambda split: split.column or 0, fill=0),
            borders=_by_level(forest, lambda split: split.border, fill=np.inf).astype(np.float32),
            first_leaves=np.cumsum([0, *sizes[:-1]], dtype=np.intp),
            answers=CategoryAnswers(booster, forest) if asked else None,
        )

    def leaves(self, numbers: Floats, words: tuple[str, ...]) -> Places:
        """The leaf of each tree that one row falls into."""
        row = numbers.astype(np.float32)
        np.copyto(row, self.missing, where=np.isnan(row))
        passed = row.take(self.split_columns) > self.borders
        leaves = self.first_leaves + self._bits @ passed
        return leaves if self.answers is None else leaves + self.answers.of(words)

    def all_leaves(self, numbers: Floats, words: Words | None) -> Places:
        """The same of many rows: trees x rows."""
        rows = numbers.astype(np.float32)
        rows = np.ascontiguousarray(np.where(np.isnan(rows), self.missing, rows).T)
        leaves = np.repeat(self.first_leaves[:, None], len(numbers), axis=1)
        for level, (columns, borders) in enumerate(
            zip(self.split_columns, self.borders, strict=True)
        ):
            leaves += (rows[columns] > borders[:, None]).astype(np.intp) << level
        if self.answers is not None:
            leaves += self.answers.of_all(words or ())
        return leaves

    @cached_property
    def _bits(self) -> Places:
        return 1 << np.arange(len(self.borders), dtype=np.intp)


def _by_level(forest: Forest, of: Callable[[Split], Any], *, fill: Any) -> NDArray[Any]:
    """One value for each split, levels x trees; `fill` where a tree is not as deep."""
    deepest = max(len(tree.splits) for tree in forest.trees)
    rows = [
        [*map(of, tree.splits), *[fill] * (deepest - len(tree.splits))] for tree in forest.trees
    ]
    return np.array(rows).reshape(len(rows), deepest).T.copy()
