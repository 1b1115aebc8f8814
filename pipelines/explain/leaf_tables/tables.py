"""Scoring and explaining rows by look-up in a model's leaf tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipelines.explain.leaf_tables.games import Games
from pipelines.explain.leaf_tables.lookup import LeafLookup, Places, Words
from pipelines.explain.leaf_tables.pairs import PairTables, pair_tables

Floats = NDArray[np.float64]
ROWS = 1024
"""Rows worked on at once: as many as stay near the processor."""


@dataclass(frozen=True, eq=False)
class LeafTables:
    """What each of a model's leaves adds; `lookup` says which leaves a row falls into.

    Contributions are in log-odds: `base` + a row's contributions = its score. `values` (less
    `bias`) add up to the score. `parts` (leaves x slots) is what a leaf adds to the features of
    its tree's `columns` (trees x slots). `games`, times `scale`, is what all that came from.
    """

    features: tuple[str, ...]
    base: float
    bias: float
    scale: float
    lookup: LeafLookup
    values: Floats
    columns: Places
    parts: Floats
    games: Games

    def explain(self, numbers: Floats, words: tuple[str, ...] = ()) -> tuple[float, Floats]:
        """Score and contributions of one row.

        `numbers` are the model's features in order, NaN where missing or no number; `words` its
        categories in order.
        """
        leaves = self.lookup.leaves(numbers, words)
        found: Floats = np.bincount(  # type: ignore[assignment]
            self._flat_columns,
            self.parts.take(leaves, axis=0).ravel(),
            minlength=len(self.features),
        )
        return self.bias + float(self.values.take(leaves).sum()), found

    def explain_all(self, numbers: Floats, words: Words | None = None) -> tuple[Floats, Floats]:
        """Scores and contributions of many rows: rows, and rows x features."""
        scores = np.empty(len(numbers))
        found = np.zeros((len(self.features), len(numbers)))
        for rows, leaves in self._chunks(numbers, words):
            scores[rows] = self.bias + self.values[leaves].sum(axis=0)
            _add(self.columns, self._parts, leaves, found[:, rows])
        return scores, found.T

    def interactions(self, numbers: Floats, words: Words | None = None) -> Floats:
        """SHAP interaction values of many rows: rows x features x features.

        Each pair's value stands in both its places; what a feature adds less its interactions
        stands on the diagonal, so that a row sums to a feature's contribution. They are CatBoost's
        `ShapInteractionValues`, but that it loses the diagonal's part of a category that a tree
        asks both alone and combined with another.
        """
        count = len(self.features)
        found = np.zeros((count, count, len(numbers)))
        one, other = self._pairs.pairs.T
        for rows, values in self._pair_values(numbers, words):
            found[one, other, rows] = values
            found[other, one, rows] = values
        return np.moveaxis(found, 2, 0)

    def mean_interactions(self, numbers: Floats, words: Words | None = None) -> Floats:
        """The mean of |interaction value| over the rows: features x features; NaN of no rows."""
        total = np.zeros(len(self._pairs.pairs))
        for _, values in self._pair_values(numbers, words):
            total += np.abs(values).sum(axis=1)
        found = np.zeros((len(self.features), len(self.features)))
        one, other = self._pairs.pairs.T
        found[one, other] = found[other, one] = total
        return found / len(numbers) if len(numbers) else np.full_like(found, np.nan)

    def _pair_values(self, numbers: Floats, words: Words | None) -> Iterator[tuple[slice, Floats]]:
        """Some rows at a time, the interaction values of the pairs that some tree asks together."""
        for rows, leaves in self._chunks(numbers, words):
            values = np.zeros((len(self._pairs.pairs), leaves.shape[1]))
            _add(self._pairs.columns, self._pair_parts, leaves, values)
            yield rows, values

    def _chunks(self, numbers: Floats, words: Words | None) -> Iterator[tuple[slice, Places]]:
        for start in range(0, len(numbers), ROWS):
            rows = slice(start, start + ROWS)
            yield rows, self.lookup.all_leaves(numbers[rows], words and words[rows])

    @cached_property
    def _parts(self) -> Floats:
        return np.ascontiguousarray(self.parts.T)

    @cached_property
    def _pairs(self) -> PairTables:
        return pair_tables(self.games, self.scale)

    @cached_property
    def _pair_parts(self) -> Floats:
        return np.ascontiguousarray(self._pairs.parts.T)

    @cached_property
    def _flat_columns(self) -> Places:
        return self.columns.ravel()


def _add(columns: Places, parts: Floats, leaves: Places, to: Floats) -> None:
    """Add up what each row's leaves (trees x rows) add to each column: columns x rows, in place.

    `parts` is slots x leaves: a tree's leaves of one slot stand together.
    """
    for tree, places in zip(leaves, columns, strict=True):
        for slot, place in zip(parts, places, strict=True):
            to[place] += slot.take(tree, mode="clip")
