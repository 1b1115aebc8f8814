"""Scoring and explaining rows by look-up in a model's leaf tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipelines.explain.leaf_tables.categories import CategoryAnswers

Floats = NDArray[np.float64]
ROWS = 1024
"""Rows worked on at once: as many as stay near the processor."""


@dataclass(frozen=True, eq=False)
class LeafTables:
    """A model's leaves in one row, tree after tree, with what each adds.

    Contributions are in log-odds: `base` + a row's contributions = its score. A tree asks split k
    whether the feature in `split_columns` is above its border (both levels x trees), which gives
    bit k of the leaf's number, counted from `first_leaves`; `answers` answers for categories.
    `values` (less `bias`) add up to the score. `parts` (leaves x slots) is what a leaf adds to the
    features of its tree's `columns` (trees x slots). `missing` stands in for a missing number.
    """

    features: tuple[str, ...]
    base: float
    bias: float
    missing: NDArray[np.float32]
    split_columns: NDArray[np.intp]
    borders: NDArray[np.float32]
    first_leaves: NDArray[np.intp]
    values: Floats
    columns: NDArray[np.intp]
    parts: Floats
    answers: CategoryAnswers | None

    def explain(self, numbers: Floats, words: tuple[str, ...] = ()) -> tuple[float, Floats]:
        """Score and contributions of one row.

        `numbers` are the model's features in order, NaN where missing or no number; `words` its
        categories in order.
        """
        leaves = self._leaves(numbers, words)
        found: Floats = np.bincount(  # type: ignore[assignment]
            self._flat_columns,
            self.parts.take(leaves, axis=0).ravel(),
            minlength=len(self.features),
        )
        return self.bias + float(self.values.take(leaves).sum()), found

    def explain_all(
        self, numbers: Floats, words: Sequence[tuple[str, ...]] | None = None
    ) -> tuple[Floats, Floats]:
        """Scores and contributions of many rows: rows, and rows x features."""
        scores = np.empty(len(numbers))
        found = np.zeros((len(self.features), len(numbers)))
        for start in range(0, len(numbers), ROWS):
            rows = slice(start, start + ROWS)
            leaves = self._all_leaves(numbers[rows], words and words[rows])
            scores[rows] = self.bias + self.values[leaves].sum(axis=0)
            for tree, columns in enumerate(self.columns):
                for slot, column in enumerate(columns):
                    found[column, rows] += self.parts[leaves[tree], slot]
        return scores, found.T

    @cached_property
    def _flat_columns(self) -> NDArray[np.intp]:
        return self.columns.ravel()

    @cached_property
    def _bits(self) -> NDArray[np.intp]:
        return 1 << np.arange(len(self.borders), dtype=np.intp)

    def _leaves(self, numbers: Floats, words: tuple[str, ...]) -> NDArray[np.intp]:
        row = numbers.astype(np.float32)
        np.copyto(row, self.missing, where=np.isnan(row))
        passed = row.take(self.split_columns) > self.borders
        if self.answers is not None:
            passed[self.answers.asked] = self.answers.of(words)
        return self.first_leaves + self._bits @ passed

    def _all_leaves(
        self, numbers: Floats, words: Sequence[tuple[str, ...]] | None
    ) -> NDArray[np.intp]:
        """Trees x rows."""
        rows = numbers.astype(np.float32)
        rows = np.ascontiguousarray(np.where(np.isnan(rows), self.missing, rows).T)
        leaves = np.repeat(self.first_leaves[:, None], len(numbers), axis=1)
        for level, (columns, borders) in enumerate(
            zip(self.split_columns, self.borders, strict=True)
        ):
            leaves += (rows[columns] > borders[:, None]).astype(np.intp) << level
        if self.answers is not None:
            leaves += self._by_category(self.answers, words or ())
        return leaves

    def _by_category(
        self, answers: CategoryAnswers, words: Sequence[tuple[str, ...]]
    ) -> NDArray[np.intp]:
        """What the answers of categories add to the leaves' numbers: trees x rows."""
        known = {row: place for place, row in enumerate(dict.fromkeys(words))}
        found = np.empty((len(known), len(self.first_leaves)), dtype=np.intp)
        for row, place in known.items():
            passed = np.zeros(self.borders.shape, dtype=bool)
            passed[answers.asked] = answers.of(row)
            found[place] = self._bits @ passed
        return found[[known[row] for row in words]].T
