"""How a row's categories answer the splits that rest on them."""

from functools import lru_cache

import numpy as np
from catboost import CatBoostClassifier, Pool
from numpy.typing import NDArray

REMEMBERED = 20_000
"""Combinations of categories whose answers are kept."""


class CategoryAnswers:
    """Answers the splits by category, as CatBoost itself does, remembering what it said.

    `asked` marks those splits, levels x trees; no number has a say in them.
    """

    def __init__(self, booster: CatBoostClassifier, asked: NDArray[np.bool_]) -> None:
        self.asked = asked
        self._booster = booster
        self._places: list[int] = booster.get_cat_feature_indices()
        self.of = lru_cache(REMEMBERED)(self._answers)

    def _answers(self, words: tuple[str, ...]) -> NDArray[np.bool_]:
        """The answer of each asked split, in the order of `asked`, to a row's categories."""
        row: list[float | str] = [0.0] * len(self._booster.feature_names_)
        for place, word in zip(self._places, words, strict=True):
            row[place] = word
        pool = Pool([row], cat_features=self._places)
        leaves = self._booster.calc_leaf_indexes(pool, thread_count=1)[0]
        bits = leaves >> np.arange(len(self.asked))[:, None] & 1
        return np.asarray(bits[self.asked] == 1)
