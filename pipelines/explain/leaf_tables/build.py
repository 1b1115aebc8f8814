"""Working out every leaf's part in score and contributions."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from catboost import CatBoostClassifier
from numpy.typing import NDArray

from pipelines.errors import Refused
from pipelines.explain.leaf_tables.games import Games
from pipelines.explain.leaf_tables.lookup import LeafLookup, Words
from pipelines.explain.leaf_tables.shapley import leaf_contributions
from pipelines.explain.leaf_tables.tables import LeafTables
from pipelines.explain.leaf_tables.trees import Forest, read_forest

Floats = NDArray[np.float64]
Reference = tuple[Floats, Words]
"""Rows to compare with: their numbers (rows x features) and categories, as `explain_all` takes."""


def leaf_tables(booster: CatBoostClassifier, reference: Reference | None = None) -> LeafTables:
    """Build the tables of a model; Refused where a table cannot hold it, or without reference rows.

    They give CatBoost's own raw scores and SHAP values where no leaf's weight is zero; one whose
    weight is zero counts as a millionth of a case. With a `reference` the values are those against
    its rows, each of which stands in whole for what is not known (interventional; CatBoost's
    `reference_data`).
    """
    forest = read_forest(booster)
    lookup = LeafLookup.of(booster, forest)
    games = Games(forest.trees)
    if reference is not None:
        games = replace(games, reference=_leaf_shares(forest, lookup, reference))
    bases, columns, parts = _contributions(games)
    return LeafTables(
        features=tuple(booster.feature_names_),
        base=forest.scale * float(bases.sum()) + forest.bias,
        bias=forest.bias,
        scale=forest.scale,
        lookup=lookup,
        values=forest.scale * np.concatenate([t.values for t in forest.trees]),
        columns=columns,
        parts=forest.scale * parts,
        games=games,
    )


def _leaf_shares(forest: Forest, lookup: LeafLookup, reference: Reference) -> tuple[Floats, ...]:
    """The share of the reference rows in each leaf, tree by tree."""
    numbers, words = reference
    if not len(numbers):
        raise Refused("no reference rows to compare with: give at least one")
    leaves = lookup.all_leaves(numbers, words) - lookup.first_leaves[:, None]
    return tuple(
        np.bincount(row, minlength=len(tree.values)) / len(numbers)
        for row, tree in zip(leaves, forest.trees, strict=True)
    )


def _contributions(games: Games) -> tuple[Floats, NDArray[np.intp], Floats]:
    """Each tree's mean, the features it adds to, and what each of its leaves adds to them.

    Features are trees x slots, parts all leaves x slots; a slot that a tree does not need adds 0.
    """
    slots = max(sum(map(len, sources)) for sources in games.players)
    bases = np.zeros(len(games.trees))
    columns = np.zeros((len(games.trees), slots), dtype=np.intp)
    parts = np.zeros((games.first[-1], slots))
    for batch in games.batches():
        bases[batch.places] = batch.known[:, 0, 0]
        found = leaf_contributions(batch.known, batch.order)
        for place, shares in zip(batch.places, found, strict=True):
            flat, spread = _spread(games.players[place], shares)
            columns[place, : len(flat)] = flat
            parts[games.first[place] : games.first[place + 1], : len(flat)] = spread.T
    return bases, columns, parts


def _spread(players: Sequence[tuple[int, ...]], shares: Floats) -> tuple[list[int], Floats]:
    """The features of a tree and what each adds; those combined in one split share evenly."""
    flat = [feature for sources in players for feature in sources]
    rows = [share / len(s) for s, share in zip(players, shares, strict=True) for _ in s]
    return flat, np.array(rows).reshape(len(flat), shares.shape[1])
