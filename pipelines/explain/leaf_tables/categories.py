"""How a row's categories answer the splits that rest on them."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from catboost import CatBoostClassifier, Pool
from numpy.typing import NDArray

from pipelines.explain.leaf_tables.trees import Forest, Split

Places = NDArray[np.intp]
Words = Sequence[tuple[str, ...]]
REMEMBERED = 20_000
"""Categories, or combinations that one split rests on, whose answers are kept."""


class CategoryAnswers:
    """Answers the splits by category as CatBoost itself does, remembering what it said.

    Splits that rest on the same categories are answered together; nothing else has a say in them.
    """

    def __init__(self, booster: CatBoostClassifier, forest: Forest) -> None:
        self._booster = booster
        self._places: list[int] = booster.get_cat_feature_indices()
        self._bits = _bits(forest)
        self._sources = [[self._places.index(place) for place in rests] for rests in self._bits]
        self._masks = list(self._bits.values())
        self.of_some = lru_cache(REMEMBERED)(self._answers)

    def of(self, words: tuple[str, ...]) -> Places:
        """What a row's categories add to the number of its leaf in each tree."""
        found = np.zeros(len(self._masks[0]), dtype=np.intp)
        for place, sources in enumerate(self._sources):
            found += self.of_some(place, *[words[source] for source in sources])
        return found

    def of_all(self, words: Words) -> Places:
        """The same of many rows: trees x rows."""
        columns = list(zip(*words, strict=True))
        found = np.zeros((len(self._masks[0]), len(words)), dtype=np.intp)
        for place, sources in enumerate(self._sources):
            keys = list(zip(*[columns[source] for source in sources], strict=True))
            known = {key: number for number, key in enumerate(dict.fromkeys(keys))}
            answers = np.stack([self.of_some(place, *key) for key in known], axis=1)
            found += answers[:, [known[key] for key in keys]]
        return found

    def _answers(self, place: int, *words: str) -> Places:
        row: list[float | str] = [0.0] * len(self._booster.feature_names_)
        for category in self._places:
            row[category] = ""
        for source, word in zip(self._sources[place], words, strict=True):
            row[self._places[source]] = word
        pool = Pool([row], cat_features=self._places)
        leaves = self._booster.calc_leaf_indexes(pool, thread_count=1)[0]
        return np.asarray(leaves & self._masks[place], dtype=np.intp)


def by_category(split: Split) -> bool:
    """Whether a split rests on categories."""
    return split.column is None


def _bits(forest: Forest) -> dict[tuple[int, ...], Places]:
    """The bits of each tree's leaf number that answer splits by the same categories."""
    found: dict[tuple[int, ...], Places] = {}
    for place, tree in enumerate(forest.trees):
        for level, split in enumerate(tree.splits):
            if by_category(split):
                none = np.zeros(len(forest.trees), dtype=np.intp)
                found.setdefault(split.sources, none)[place] |= 1 << level
    return found
