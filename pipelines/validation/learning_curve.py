"""Would more cases make the model better?"""

from dataclasses import dataclass

import numpy as np

from pipelines.model.split import stratified_folds
from pipelines.stats.intervals import Interval, auc_interval
from pipelines.validation.case import ValidationCase

SHARES = (0.25, 0.5, 0.75, 1.0)
FOLDS = 3
MOST_CASES = 20_000
"""Above so many development cases the curve is drawn on a sample of them."""


@dataclass(frozen=True)
class LearningPoint:
    """AUC on cases left out, of models fitted on a mean of `n` cases with `bads`."""

    share: float
    n: int
    bads: int
    auc: Interval


def learning_curve(case: ValidationCase) -> tuple[LearningPoint, ...]:
    """Fit on growing shares of the development cases, judged by cross-validation among them.

    The hold-out takes no part; a merchant's cases stay together. Trees are as many as were judged.
    """
    data, seed = case.fitter.data, case.fitter.seed
    rows = _development(case)
    folds = stratified_folds(data.bad[rows], data.merchants[rows], folds=FOLDS, seed=seed)
    order = np.random.default_rng(seed).random(len(rows))
    points = []
    for share in SHARES:
        score, used = np.empty(len(rows)), []
        for fit, judge in folds:
            taken = rows[fit[_smallest(order[fit], data.bad[rows[fit]], share)]]
            trees = case.training.evaluation.trees
            booster = case.fitter.fit(taken, trees=trees, text="Learning curve")
            score[judge] = case.fitter.score(booster, rows[judge])
            used.append(taken)
        bads = np.mean([data.bad[taken].sum() for taken in used])
        n = round(float(np.mean([len(taken) for taken in used])))
        points.append(
            LearningPoint(share, n, round(float(bads)), auc_interval(data.bad[rows], score))
        )
    return tuple(points)


def _development(case: ValidationCase) -> np.ndarray:
    """Row numbers of the cases before the hold-out, or of all in cross-validation."""
    if not case.is_out_of_time:
        return np.arange(len(case.fitter.data.bad))
    rows = case.training.split.repeats[0][0][0]
    if len(rows) <= MOST_CASES:
        return rows
    sampled = np.random.default_rng(case.fitter.seed).choice(rows, MOST_CASES, replace=False)
    return np.sort(sampled)


def _smallest(order: np.ndarray, bad: np.ndarray, share: float) -> np.ndarray:
    """Places of that share of bads and of goods, the lowest in a fixed random order."""
    taken = [
        places[np.argsort(order[places])[: max(1, round(share * len(places)))]]
        for places in (np.flatnonzero(bad == 1), np.flatnonzero(bad == 0))
    ]
    return np.sort(np.concatenate(taken))
