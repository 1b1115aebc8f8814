"""Judging a model and its baselines on cases they were not fitted on."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from catboost import CatBoostClassifier
from numpy.typing import NDArray
from scipy.special import expit

from pipelines.model.baselines import Baseline, compared, logistic_scores, sales_scores
from pipelines.model.calibration import (
    FITS,
    Calibration,
    CalibrationTrial,
    calibration_trials,
    chosen_kind,
    cross_fitted_pd,
)
from pipelines.model.fit import Fitter
from pipelines.model.metrics import Metrics, metrics_of
from pipelines.model.search import LossPoint, TreeSearch, search_trees
from pipelines.model.split import Fold, Rows, Split, stratified_folds
from pipelines.stats.discrimination import auc

REFIT_FOLDS = 3
REFIT_BELOW_BADS = 2_000
"""With fewer bads the newest cases are worth more to the model than being judged as it stands."""


@dataclass(frozen=True)
class JudgedFold:
    """A fitted model with the row numbers it learned from and those it was judged on."""

    booster: CatBoostClassifier
    fitted: Rows
    judged: Rows


@dataclass(frozen=True)
class Evaluation:
    """The repeat that is reported, and what all fits found.

    `judged` has index application_id and columns bad, score (log-odds), pd_before (the score's
    logistic) and pd (calibrated without the case); `rows` are its row numbers in the data. `trees`
    is the median over all fits, `auc_range` the lowest and highest AUC over the repeats.
    `calibration` is the judged model's (in cross-validation, of all its folds); `is_final`: the
    judged model is the one to register.
    """

    judged: pd.DataFrame
    rows: Rows
    metrics: Metrics
    before: Metrics
    baselines: tuple[Baseline, ...]
    trees: int
    auc_range: tuple[float, float]
    calibration: Calibration
    trials: tuple[CalibrationTrial, ...]
    folds: tuple[JudgedFold, ...]
    log: tuple[LossPoint, ...]
    is_final: bool


@dataclass(frozen=True)
class _Repeat:
    """One repeat's models, its judged cases in row order and their scores by candidate."""

    rows: Rows
    scores: dict[str, NDArray[np.float64]]
    folds: tuple[JudgedFold, ...]
    searches: tuple[TreeSearch, ...]
    auc: float


def evaluate(fitter: Fitter, split: Split) -> Evaluation:
    """Judge every repeat and report the one with the median AUC."""
    keep = split.is_out_of_time and bool(fitter.data.bad.sum() >= REFIT_BELOW_BADS)
    repeats = [
        _judge(fitter, folds, f"repeat {number} of {len(split.repeats)}, ", keep=keep)
        for number, folds in enumerate(split.repeats, start=1)
    ]
    by_auc = sorted(repeats, key=lambda repeat: repeat.auc)
    reported = by_auc[len(by_auc) // 2]
    calibrated = _calibrated(fitter, reported, is_out_of_time=split.is_out_of_time)
    bad = fitter.data.bad[reported.rows]
    judged = pd.DataFrame(
        {
            "bad": bad,
            "score": reported.scores["champion"],
            "pd_before": expit(reported.scores["champion"]),
            "pd": calibrated.pd,
        },
        index=fitter.data.frame.index[reported.rows],
    )
    return Evaluation(
        judged=judged,
        rows=reported.rows,
        metrics=metrics_of(judged),
        before=metrics_of(judged, "pd_before"),
        baselines=compared(bad, reported.scores),
        trees=int(np.median([s.trees for repeat in repeats for s in repeat.searches])),
        auc_range=(by_auc[0].auc, by_auc[-1].auc),
        calibration=calibrated.calibration,
        trials=calibrated.trials,
        folds=reported.folds,
        log=reported.searches[0].log,
        is_final=keep,
    )


def _judge(fitter: Fitter, folds: tuple[Fold, ...], text: str, *, keep: bool) -> _Repeat:
    """Score every fold's judged cases by models fitted without them.

    `keep`: the model of the tree search is the one judged, not one fitted anew with its cases.
    """
    parts: list[dict[str, NDArray[np.float64]]] = []
    judged, searches = [], []
    for number, (fit, judge) in enumerate(folds, start=1):
        step = f"Evaluating: {text}fold {number} of {len(folds)}"
        search = search_trees(fitter, fit, text=step)
        booster = search.booster if keep else fitter.fit(fit, trees=search.trees, text=step)
        searches.append(search)
        judged.append(JudgedFold(booster, search.fitted if keep else fit, judge))
        parts.append(_scores(fitter, booster, fit, judge))
    rows = np.concatenate([judge for _, judge in folds])
    order = np.argsort(rows, kind="stable")
    scores = {name: np.concatenate([part[name] for part in parts])[order] for name in parts[0]}
    area = auc(fitter.data.bad[rows[order]], scores["champion"])
    return _Repeat(rows[order], scores, tuple(judged), tuple(searches), area)


def _scores(
    fitter: Fitter, booster: CatBoostClassifier, fit: Rows, judge: Rows
) -> dict[str, NDArray[np.float64]]:
    """Log-odds of the judged cases by the model and each baseline."""
    scores = {
        "champion": fitter.score(booster, judge),
        "logistic": logistic_scores(fitter.data, fit, judge),
    }
    sales = sales_scores(fitter.data, judge)
    return scores if sales is None else scores | {"sales": sales}


@dataclass(frozen=True)
class _Calibrated:
    pd: NDArray[np.float64]
    calibration: Calibration
    trials: tuple[CalibrationTrial, ...]


def _calibrated(fitter: Fitter, repeat: _Repeat, *, is_out_of_time: bool) -> _Calibrated:
    """Choose and fit the calibration, and give every judged case a PD that knows nothing of it.

    Out of time, kind and curve come from the validation slices alone. In cross-validation the
    judged cases are all there is: each gets the PD of a curve fitted without its fold.
    """
    data, score = fitter.data, repeat.scores["champion"]
    if not is_out_of_time:
        bad, merchants = data.bad[repeat.rows], data.merchants[repeat.rows]
        trials = calibration_trials(bad, score, merchants, seed=fitter.seed)
        kind = chosen_kind(trials)
        pd_ = cross_fitted_pd(kind, bad, score, merchants, seed=fitter.seed)
        return _Calibrated(pd_, FITS[kind](bad, score), trials)
    search = repeat.searches[0]
    bad = data.bad[search.held_out]
    trials = calibration_trials(
        bad, search.scores, data.merchants[search.held_out], seed=fitter.seed
    )
    curve = FITS[chosen_kind(trials)](bad, search.scores)
    return _Calibrated(curve.pd(score), curve, trials)


def calibration_of_refit(fitter: Fitter, evaluation: Evaluation) -> Calibration:
    """Fit the chosen kind for a model that is to be fitted anew on all cases.

    The judged model's curve will not do: its level and its spread are of fewer and older cases.
    This one rests on every case's score by a model fitted in the same way without its fold.
    """
    data, score = fitter.data, np.empty(len(fitter.data.bad))
    folds = stratified_folds(data.bad, data.merchants, folds=REFIT_FOLDS, seed=fitter.seed)
    for number, (fit, left) in enumerate(folds, start=1):
        text = f"Calibrating: fold {number} of {REFIT_FOLDS}"
        score[left] = fitter.score(fitter.fit(fit, trees=evaluation.trees, text=text), left)
    return FITS[evaluation.calibration.kind](data.bad, score)
