"""Scores alone, of many variants of one row: only the splits on moved features are asked again."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from pipelines.explain.leaf_tables import LeafTables

Floats = NDArray[np.float64]


def variant_scores(
    tables: LeafTables, row: Floats, words: tuple[str, ...], moved: Mapping[int, Floats]
) -> Floats:
    """Scores in log-odds of `row` with each column of `moved` in place of its value.

    `row` holds the model's features in order (NaN where missing or no number), `words` its
    categories; `moved` has the features' places in `row`, one value a variant, all equally many.
    """
    count = len(next(iter(moved.values())))
    fixed = _fixed_answers(tables, row, words)
    columns = {place: _as_asked(tables, place, values) for place, values in moved.items()}
    scores = np.full(count, tables.bias)
    ends = np.append(tables.first_leaves[1:], len(tables.values))
    kind = np.min_scalar_type(2 ** len(tables.borders) - 1)
    answers: dict[tuple[int, np.float32], NDArray[np.bool_]] = {}
    for tree, (first, end) in enumerate(zip(tables.first_leaves, ends, strict=True)):
        leaves, start = None, 0
        for level in range(len(tables.borders)):
            place = int(tables.split_columns[level, tree])
            border = tables.borders[level, tree]
            if place not in columns or _by_words(tables, level, tree):
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


def _fixed_answers(
    tables: LeafTables, row: Floats, words: tuple[str, ...]
) -> NDArray[np.bool_]:
    """The row's own answer to every split, levels x trees."""
    own = row.astype(np.float32)
    np.copyto(own, tables.missing, where=np.isnan(own))
    passed: NDArray[np.bool_] = own.take(tables.split_columns) > tables.borders
    if tables.answers is not None:
        passed[tables.answers.asked] = tables.answers.of(words)
    return passed


def _as_asked(tables: LeafTables, place: int, values: Floats) -> NDArray[np.float32]:
    asked = values.astype(np.float32)
    return np.where(np.isnan(asked), tables.missing[place], asked)


def _by_words(tables: LeafTables, level: int, tree: int) -> bool:
    return tables.answers is not None and bool(tables.answers.asked[level, tree])
