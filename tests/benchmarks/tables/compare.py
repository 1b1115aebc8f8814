"""One repeated stratified cross-validation, the same folds for every contender."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.model.data import TrainingData
from pipelines.model.split import stratified_folds
from pipelines.stats.calibration import log_loss
from pipelines.stats.discrimination import auc
from tests.benchmarks.tables.contenders import OURS, Contender

FOLDS, REPEATS, SEED = 5, 3, 20190115


@dataclass(frozen=True)
class Line:
    """A contender's figures; every mean is over all folds of all repeats.

    `auc_error` and `behind_error` are the standard deviation of the repeats' means over the root of
    their number: what another division of the same cases would change, not other cases.
    `behind` is its AUC less ours on the same folds: below zero where ours is better.
    """

    name: str
    auc: float
    auc_error: float
    behind: float
    behind_error: float
    log_loss: float
    seconds: float


def cross_validated(
    data: TrainingData, contender: Contender, *, repeats: int = REPEATS
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """AUC and log loss of the contender by repeat (rows) and fold (columns)."""
    figures = np.empty((2, repeats, FOLDS))
    for repeat in range(repeats):
        folds = stratified_folds(data.bad, data.merchants, folds=FOLDS, seed=SEED + repeat)
        for fold, (fit, judge) in enumerate(folds):
            probability = contender(data, fit, judge)
            figures[0, repeat, fold] = auc(data.bad[judge], probability)
            figures[1, repeat, fold] = log_loss(data.bad[judge], probability)
    return figures[0], figures[1]


def lines(
    found: dict[str, tuple[NDArray[np.float64], NDArray[np.float64], float]],
) -> list[Line]:
    """The contenders' figures; `found` has each one's AUCs, log losses and seconds."""
    areas_of_ours = found[OURS][0]
    return [
        Line(
            name=name,
            auc=float(areas.mean()),
            auc_error=_error(areas),
            behind=float((areas - areas_of_ours).mean()),
            behind_error=_error(areas - areas_of_ours),
            log_loss=float(losses.mean()),
            seconds=seconds,
        )
        for name, (areas, losses, seconds) in found.items()
    ]


def _error(areas: NDArray[np.float64]) -> float:
    means = areas.mean(axis=1)
    return float(means.std(ddof=1) / np.sqrt(len(means)))
