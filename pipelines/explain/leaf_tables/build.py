"""Working out every leaf's part in score and contributions."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from catboost import CatBoostClassifier
from numpy.typing import NDArray

from pipelines.explain.leaf_tables.categories import CategoryAnswers
from pipelines.explain.leaf_tables.shapley import known_values, leaf_contributions
from pipelines.explain.leaf_tables.tables import LeafTables
from pipelines.explain.leaf_tables.trees import Forest, Split, Tree, read_forest

Floats = NDArray[np.float64]
CELLS = 4_000_000
"""Numbers worked on at once; a tree of depth d takes 4^d."""


def leaf_tables(booster: CatBoostClassifier) -> LeafTables:
    """Build the tables of a model; Refused where a table cannot hold it.

    They give CatBoost's own raw scores and SHAP values where no leaf's weight is zero; one whose
    weight is zero counts as a millionth of a case.
    """
    forest = read_forest(booster)
    by_category = _by_level(forest, lambda split: split.column is None, fill=False)
    bases, columns, parts = _contributions(forest.trees)
    return LeafTables(
        features=tuple(booster.feature_names_),
        base=forest.scale * float(bases.sum()) + forest.bias,
        bias=forest.bias,
        missing=forest.missing,
        split_columns=_by_level(forest, lambda split: split.column or 0, fill=0),
        borders=_by_level(forest, lambda split: split.border, fill=np.inf).astype(np.float32),
        first_leaves=_first_leaves(forest.trees),
        values=forest.scale * np.concatenate([t.values for t in forest.trees]),
        columns=columns,
        parts=forest.scale * parts,
        answers=CategoryAnswers(booster, by_category) if by_category.any() else None,
    )


def _by_level(forest: Forest, of: Callable[[Split], Any], *, fill: Any) -> NDArray[Any]:
    """One value for each split, levels x trees; `fill` where a tree is not as deep."""
    deepest = max(len(tree.splits) for tree in forest.trees)
    rows = [
        [*map(of, tree.splits), *[fill] * (deepest - len(tree.splits))] for tree in forest.trees
    ]
    return np.array(rows).reshape(len(rows), deepest).T.copy()


def _first_leaves(trees: Sequence[Tree]) -> NDArray[np.intp]:
    """Where each tree's leaves begin when all stand in one row."""
    sizes = [len(tree.values) for tree in trees]
    return np.cumsum([0, *sizes[:-1]], dtype=np.intp)


def _contributions(trees: Sequence[Tree]) -> tuple[Floats, NDArray[np.intp], Floats]:
    """Each tree's mean, the features it adds to, and what each of its leaves adds to them.

    Features are trees x slots, parts all leaves x slots; a slot that a tree does not need adds 0.
    """
    players = [tuple(dict.fromkeys(split.sources for split in tree.splits)) for tree in trees]
    slots = max(sum(map(len, sources)) for sources in players)
    first = _first_leaves(trees)
    bases = np.zeros(len(trees))
    columns = np.zeros((len(trees), slots), dtype=np.intp)
    parts = np.zeros((sum(len(tree.values) for tree in trees), slots))
    for places, order in _batches(trees, players):
        values = np.stack([trees[place].values for place in places])
        weights = np.stack([trees[place].weights for place in places])
        known = known_values(values, weights)
        bases[places] = known[:, 0, 0]
        found = leaf_contributions(known, order)
        for place, shares in zip(places, found, strict=True):
            rows = slice(first[place], first[place] + shares.shape[1])
            flat, spread = _spread(players[place], shares)
            columns[place, : len(flat)] = flat
            parts[rows, : len(flat)] = spread.T
    return bases, columns, parts


def _spread(players: Sequence[tuple[int, ...]], shares: Floats) -> tuple[list[int], Floats]:
    """The features of a tree and what each adds; those combined in one split share evenly."""
    flat = [feature for sources in players for feature in sources]
    rows = [share / len(s) for s, share in zip(players, shares, strict=True) for _ in s]
    return flat, np.array(rows).reshape(len(flat), shares.shape[1])


def _batches(
    trees: Sequence[Tree], players: Sequence[tuple[tuple[int, ...], ...]]
) -> Iterator[tuple[list[int], tuple[int, ...]]]:
    """Places of trees whose splits are asked by the same players in order, a few at a time."""
    alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for place, tree in enumerate(trees):
        alike[tuple(players[place].index(split.sources) for split in tree.splits)].append(place)
    for order, places in alike.items():
        step = max(CELLS >> 2 * len(order), 1)
        for start in range(0, len(places), step):
            yield places[start : start + step], order
