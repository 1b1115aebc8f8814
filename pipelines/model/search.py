"""How many trees a model should have, and how it scores cases it was not fitted on."""

from dataclasses import dataclass

import numpy as np
from catboost import CatBoostClassifier
from numpy.typing import NDArray

from pipelines.model.fit import Fitter
from pipelines.model.split import Rows, stratified_folds

LOG_POINTS = 100


@dataclass(frozen=True)
class LossPoint:
    """Mean log loss after so many trees: of the fitted cases, and of the validation slices."""

    trees: int
    fitted: float
    validation: float


@dataclass(frozen=True)
class TreeSearch:
    """The number of trees with the least log loss on validation slices of `rows`.

    `held_out` are the row numbers of the slices' cases and `scores` their log-odds by the model
    that was fitted without them. `booster` is the first of those models, cut to `trees`, and
    `fitted` the rows it learned from. `log` is thinned to about a hundred points.
    """

    trees: int
    held_out: Rows
    scores: NDArray[np.float64]
    booster: CatBoostClassifier
    fitted: Rows
    log: tuple[LossPoint, ...]


def search_trees(fitter: Fitter, rows: Rows, *, text: str) -> TreeSearch:
    """Fit with early stopping on one slice after the other, all of a merchant's cases together."""
    data = fitter.data
    folds = stratified_folds(data.bad[rows], data.merchants[rows], folds=5, seed=fitter.seed)
    slices = [(rows[fit], rows[left]) for fit, left in folds[: fitter.parameters.slices]]
    boosters = [fitter.fit_until(fit, left, text=text) for fit, left in slices]
    fitted, validation = (
        _mean([_losses(booster, side) for booster in boosters]) for side in ("learn", "validation")
    )
    trees = int(validation.argmin()) + 1
    for booster in boosters:
        booster.shrink(trees)
    pairs = list(zip(boosters, slices, strict=True))
    return TreeSearch(
        trees=trees,
        held_out=np.concatenate([left for _, (_, left) in pairs]),
        scores=np.concatenate([fitter.score(booster, left) for booster, (_, left) in pairs]),
        booster=boosters[0],
        fitted=slices[0][0],
        log=_thinned(fitted, validation),
    )


def _losses(booster: CatBoostClassifier, side: str) -> NDArray[np.float64]:
    return np.array(booster.get_evals_result()[side]["Logloss"])


def _mean(curves: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Average curves of unequal length, as far as all of them go."""
    shortest = min(map(len, curves))
    return np.asarray(np.mean([curve[:shortest] for curve in curves], axis=0))


def _thinned(fitted: NDArray[np.float64], validation: NDArray[np.float64]) -> tuple[LossPoint, ...]:
    places = np.unique(np.linspace(0, len(validation) - 1, LOG_POINTS).round().astype(int))
    return tuple(LossPoint(int(p) + 1, float(fitted[p]), float(validation[p])) for p in places)
