"""How much a model relies on each driver group, asked in two ways."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import spearmanr

from pipelines.explain.leaf_tables import LeafTables
from pipelines.explain.model_rows import model_rows
from pipelines.features import Feature
from pipelines.model import Model
from pipelines.review.proof import Case
from pipelines.stats.log_loss import log_loss_of_scores

CASES = 1_000
REPEATS = 3
SEED = 1

Floats = NDArray[np.float64]
Reliance = dict[str, float]


def members(case: Case) -> dict[str, list[Feature]]:
    """The model's features by driver group."""
    found: dict[str, list[Feature]] = {}
    for feature in case.table.features:
        if feature.name in case.model.features:
            found.setdefault(feature.group, []).append(feature)
    return found


def by_contributions(case: Case, tables: LeafTables, rows: pd.DataFrame) -> Reliance:
    """The mean |joint contribution| of each driver group over the rows, in log-odds."""
    parts = tables.explain_all(*model_rows(case.model, rows))[1]
    places = {name: place for place, name in enumerate(case.model.features)}
    return {
        group: float(np.abs(parts[:, [places[f.name] for f in features]].sum(axis=1)).mean())
        for group, features in members(case).items()
    }


def permuted_scores(case: Case, rows: pd.DataFrame) -> dict[str, list[Floats]]:
    """The scores of the rows with each group's features permuted together, `REPEATS` times."""
    rng = np.random.default_rng(SEED)
    names = {g: [feature.name for feature in found] for g, found in members(case).items()}
    return {
        group: [_permuted(case.model, rows, chosen, rng) for _ in range(REPEATS)]
        for group, chosen in names.items()
    }


def loss_rises(scores: Floats, permuted: Mapping[str, list[Floats]], bad: Floats) -> Reliance:
    """How much the log loss of `scores` rises by each group's permutation, on average.

    `bad` is 0 or 1, or the probability that a row is bad.
    """
    loss = log_loss_of_scores(bad, scores)
    return {
        group: float(np.mean([log_loss_of_scores(bad, again) for again in found])) - loss
        for group, found in permuted.items()
    }


def rank_correlation(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Spearman's rank correlation over the groups of `one`; NaN where a ranking is flat."""
    return float(spearmanr(list(one.values()), [other[group] for group in one]).statistic)


def _permuted(
    model: Model, rows: pd.DataFrame, names: list[str], rng: np.random.Generator
) -> Floats:
    order = rng.permutation(len(rows))
    changed = {name: rows[name].to_numpy()[order] for name in names}
    return model.score(rows.assign(**changed))
