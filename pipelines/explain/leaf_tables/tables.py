"""Scoring and explaining rows by look-up in a model's leaf tables."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipelines.explain.leaf_tables.games import Games
from pipelines.explain.leaf_tables.lookup import LeafLookup, Places, Words

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
        for start in range(0, len(numbers), ROWS):
            rows = slice(start, start + ROWS)
            leaves = self.lookup.all_leaves(numbers[rows], words and words[rows])
            scores[rows] = self.bias + self.values[leaves].sum(axis=0)
            for tree, columns in enumerate(self.columns):
                for slot, column in enumerate(columns):
                    found[column, rows] += self.parts[leaves[tree], slot]
        return scores, found.T

    @cached_property
    def _flat_columns(self) -> Places:
        return self.columns.ravel()
