"""Judging champion and baselines on cases they were not fitted on."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.model.baselines import logistic_scores, sales_scores
from pipelines.model.calibration import cross_fitted_pd
from pipelines.model.fit import Fitter
from pipelines.model.split import Fold, Split
from pipelines.stats.calibration import brier, ece, log_loss
from pipelines.stats.discrimination import auc, gini, ks
from pipelines.stats.intervals import Interval, auc_difference_interval, auc_interval

CHAMPION, LOGISTIC, SALES = "champion", "logistic", "sales"
LABELS = {
    LOGISTIC: "Logistic regression on the same features",
    SALES: "Sales of the last 365 days alone",
}


@dataclass(frozen=True)
class Metrics:
    """Figures on judged cases; PDs for Brier, ECE and log loss are calibrated without their fold.

    `ks` and `gini` are shares, not per cent.
    """

    n: int
    bads: int
    auc: Interval
    ks: float
    gini: float
    brier: float
    ece: float
    log_loss: float


@dataclass(frozen=True)
class Baseline:
    """A baseline's AUC on the same cases and how much the champion's is above it (paired)."""

    name: str
    label: str
    auc: Interval
    champion_minus: Interval


@dataclass(frozen=True)
class Evaluation:
    """The repeat that is reported: its cases, raw scores and PDs, and what all fits found.

    `judged` has index application_id and columns bad, score (log-odds), pd. `trees` is the median
    over all fits, `auc_range` the lowest and highest AUC over the repeats.
    """

    judged: pd.DataFrame
    metrics: Metrics
    baselines: tuple[Baseline, ...]
    trees: int
    auc_range: tuple[float, float]


@dataclass(frozen=True)
class _Repeat:
    """Scores by candidate of one repeat's judged cases, in row order, and the trees of its fits."""

    rows: NDArray[np.intp]
    scores: dict[str, NDArray[np.float64]]
    trees: tuple[int, ...]
    auc: float


def evaluate(fitter: Fitter, split: Split) -> Evaluation:
    """Judge every repeat and report the one with the median AUC."""
    repeats = [
        _judge(fitter, folds, f"repeat {number} of {len(split.repeats)}, ")
        for number, folds in enumerate(split.repeats, start=1)
    ]
    by_auc = sorted(repeats, key=lambda repeat: repeat.auc)
    reported = by_auc[len(by_auc) // 2]
    trees = int(np.median([count for repeat in repeats for count in repeat.trees]))
    data, bad = fitter.data, fitter.data.bad[reported.rows]
    score = reported.scores[CHAMPION]
    pd_ = cross_fitted_pd(bad, score, data.merchants[reported.rows], seed=fitter.seed)
    judged = pd.DataFrame(
        {"bad": bad, "score": score, "pd": pd_}, index=data.frame.index[reported.rows]
    )
    span = by_auc[0].auc, by_auc[-1].auc
    return Evaluation(judged, _metrics(judged), _baselines(bad, reported.scores), trees, span)


def _judge(fitter: Fitter, folds: tuple[Fold, ...], text: str) -> _Repeat:
    """Score every fold's judged cases by models fitted without them."""
    parts: list[dict[str, NDArray[np.float64]]] = []
    trees = []
    for number, (fit, judge) in enumerate(folds, start=1):
        parts.append({})
        step = f"Evaluating: {text}fold {number} of {len(folds)}"
        trees.append(fitter.best_trees(fit, text=step))
        model = fitter.fit(fit, trees=trees[-1], text=step)
        parts[-1][CHAMPION] = fitter.score(model, judge)
        parts[-1][LOGISTIC] = logistic_scores(fitter.data, fit, judge)
        sales = sales_scores(fitter.data, judge)
        if sales is not None:
            parts[-1][SALES] = sales
    rows = np.concatenate([judge for _, judge in folds])
    order = np.argsort(rows, kind="stable")
    scores = {name: np.concatenate([part[name] for part in parts])[order] for name in parts[0]}
    area = auc(fitter.data.bad[rows[order]], scores[CHAMPION])
    return _Repeat(rows[order], scores, tuple(trees), area)


def _metrics(judged: pd.DataFrame) -> Metrics:
    """Compute the champion's figures."""
    bad, score, probability = judged["bad"], judged["score"], judged["pd"]
    return Metrics(
        n=len(bad),
        bads=int(bad.sum()),
        auc=auc_interval(bad, score),
        ks=ks(bad, score),
        gini=gini(bad, score),
        brier=brier(bad, probability),
        ece=ece(bad, probability),
        log_loss=log_loss(bad, probability),
    )


def _baselines(
    bad: NDArray[np.int64], scores: dict[str, NDArray[np.float64]]
) -> tuple[Baseline, ...]:
    """Compare each baseline with the champion, case by case."""
    champion = scores[CHAMPION]
    return tuple(
        Baseline(
            name=name,
            label=label,
            auc=auc_interval(bad, scores[name]),
            champion_minus=auc_difference_interval(bad, champion, scores[name]),
        )
        for name, label in LABELS.items()
        if name in scores
    )
