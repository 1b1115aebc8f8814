"""What else could be built on the same cases: a scorecard, and LightGBM where it is installed."""

import importlib.util
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from pipelines.model.data import TrainingData
from pipelines.model.split import Rows
from pipelines.profile.binned import binned_values
from pipelines.stats.information import information_value
from pipelines.stats.intervals import Interval, auc_difference_interval, auc_interval
from pipelines.validation.case import Numbers, ValidationCase

CANDIDATES, CHARACTERISTICS = 30, 15
LEAST_IV = 0.02
MOST_CASES = 50_000
"""Above so many cases a scorecard's bins are found on a sample of them."""


@dataclass(frozen=True)
class Peer:
    """Another kind of model on the same cases: its AUC, and the model's minus it (paired)."""

    name: str
    about: str
    auc: Interval
    model_minus: Interval


def peers(case: ValidationCase) -> tuple[Peer, ...]:
    """Fit each peer on what the judged models learned from, and judge it on the same cases."""
    found = [_peer(case, "Scorecard", _scorecard_about(), _scorecard)]
    if importlib.util.find_spec("lightgbm"):
        about = "LightGBM with its defaults, 200 trees"
        found.append(_peer(case, "LightGBM", about, _lightgbm))
    return tuple(peer for peer in found if peer is not None)


Predict = Callable[[TrainingData, Rows, Rows], Numbers]


def _peer(case: ValidationCase, name: str, about: str, predict: Predict) -> Peer | None:
    data, score = case.fitter.data, np.empty(len(case.fitter.data.bad))
    for fold in case.folds:
        score[fold.judged] = predict(data, fold.fitted, fold.judged)
    bad, judged = case.judged["bad"], score[case.rows]
    minus = auc_difference_interval(bad, case.judged["score"], judged)
    return Peer(name, about, auc_interval(bad, judged), minus)


def _scorecard_about() -> str:
    return (
        f"OptBinning scorecard: the {CHARACTERISTICS} strongest of the {CANDIDATES} "
        "characteristics with the highest information value, in at most five bins each, by "
        "logistic regression on weights of evidence"
    )


def _scorecard(data: TrainingData, fit: Rows, judge: Rows) -> Numbers:
    """PDs by a scorecard; the base rate for all where no characteristic tells anything."""
    # Its solvers take seconds to import, which only a validation should pay.
    from optbinning import BinningProcess, Scorecard  # noqa: PLC0415

    rows = _sampled(fit)
    names = _strongest(data, rows)
    if not names:
        return np.full(len(judge), data.bad[fit].mean())
    texts = [name for name in names if name in data.categorical]
    top = {"iv": {"min": LEAST_IV, "strategy": "highest", "top": CHARACTERISTICS}}
    card = Scorecard(
        BinningProcess(names, categorical_variables=texts, selection_criteria=top, max_n_bins=5),
        LogisticRegression(max_iter=1000),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        card.fit(data.frame.iloc[rows][names], data.bad[rows])
        return np.asarray(card.predict_proba(data.frame.iloc[judge][names])[:, 1])


def _sampled(rows: Rows) -> Rows:
    if len(rows) <= MOST_CASES:
        return rows
    return np.sort(np.random.default_rng(0).choice(rows, MOST_CASES, replace=False))


def _strongest(data: TrainingData, rows: Rows) -> list[str]:
    """The characteristics with the highest information value among the fitted cases."""
    frame, bad = data.frame.iloc[rows], data.bad[rows]
    values = {str(name): _information(frame[name], bad, str(name), data) for name in frame}
    ranked = sorted(values, key=lambda name: -values[name])
    return [name for name in ranked[:CANDIDATES] if values[name] >= LEAST_IV]


def _information(values: pd.Series, bad: np.ndarray, name: str, data: TrainingData) -> float:
    everyone = np.ones(len(values), dtype=bool)
    binned, _ = binned_values(values, is_text=name in data.categorical, reference=everyone)
    if len(np.unique(binned.places)) < 2:
        return 0.0
    return information_value(binned.counts(bad == 0), binned.counts(bad == 1))


def _lightgbm(data: TrainingData, fit: Rows, judge: Rows) -> Numbers:
    from lightgbm import LGBMClassifier  # noqa: PLC0415

    frame = data.frame.copy()
    for name in data.categorical:
        frame[name] = frame[name].astype("category")
    model = LGBMClassifier(n_estimators=200, random_state=0, n_jobs=1, verbose=-1)
    model.fit(frame.iloc[fit], data.bad[fit])
    return np.asarray(model.predict_proba(frame.iloc[judge]))[:, 1]
