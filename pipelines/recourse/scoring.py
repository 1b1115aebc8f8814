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
    count = len(next(iter(moved.values())))
    fixed = _fixed_answers(lookup, row, words)
    columns = {place: _as_asked(lookup, place, values) for place, values in moved.items()}
    scores = np.full(count, tables.bias)
    ends = np.append(lookup.first_leaves[1:], len(tables.values))
    kind = np.min_scalar_type(2 ** len(lookup.borders) - 1)
    answers: dict[tuple[int, np.float32], NDArray[np.bool_]] = {}
    for tree, (first, end) in enumerate(zip(lookup.first_leaves, ends, strict=True)):
        leaves, start = None, 0
        for level in range(len(lookup.borders)):
            place = int(lookup.split_columns[level, tree])
            border = lookup.borders[level, tree]
            if place not in columns or _by_words(lookup, level, tree):
                start |= int(fixed[level, tree]) << level
                continue
            key = place, border
            if key not in answers:
                answers[key] = columns[place] > border
            bit = answers[key].astype(kind) << kind.type(level)
            leaves = bit if leaves is None else leaves | bit
        adds = tables.values[first:end]
        scores += adds[start] if leaves is None else adds[start:].take(leaves)
    return scores


def _fixed_answers(lookup: LeafLookup, row: Floats, words: tuple[str, ...]) -> NDArray[np.bool_]:
    """The row's own answer to every split, levels x trees."""
    own = row.astype(np.float32)
    np.copyto(own, lookup.missing, where=np.isnan(own))
    passed: NDArray[np.bool_] = own.take(lookup.split_columns) > lookup.borders
    if lookup.answers is not None:
        passed[lookup.answers.asked] = lookup.answers.of(words)
    return passed


def _as_asked(lookup: LeafLookup, place: int, values: Floats) -> NDArray[np.float32]:
    asked = values.astype(np.float32)
    return np.where(np.isnan(asked), lookup.missing[place], asked)


def _by_words(lookup: LeafLookup, level: int, tree: int) -> bool:
    return lookup.answers is not None and bool(lookup.answers.asked[level, tree])
