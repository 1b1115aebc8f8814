"""Better parameters, looked for among development cases only."""

import hashlib
import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
from optuna.trial import TrialState

from pipelines.errors import Refused
from pipelines.model.fit import Fitter, Parameters
from pipelines.model.split import FOLDS, Fold, Rows, stratified_folds

MOST_TREES = 1500
PRUNE_AFTER_TRIALS = 10


@dataclass(frozen=True)
class Tuning:
    """What a search found: trials finished, pruned ones among them, and their cross-validated loss.

    `default_loss` is the mean log loss of the parameters a training takes by itself, on the same
    folds; `study` names the cases, features, folds and seed it belongs to.
    """

    study: str
    trials: int
    pruned: int
    best_loss: float
    default_loss: float
    parameters: Parameters

    def to_record(self) -> dict[str, Any]:
        """Return what a model's record says of it."""
        record = asdict(self)
        del record["parameters"]
        return record


def tune(fitter: Fitter, development: Rows, *, trials: int, folder: Path) -> Tuning:
    """Look for the parameters with the least cross-validated log loss on the development cases.

    Folds are stratified and keep a merchant's cases together; no other row is looked at. Candidates
    come from a tree-structured Parzen estimator (Bergstra et al. 2011), starting with the
    parameters as given; one that is worse than the median of the earlier ones after a fold is given
    up. Every finished trial is kept in `folder`, so that a search that was stopped goes on where it
    ended, and asking for as many trials again costs nothing. Refused when a search in `folder` is
    damaged.
    """
    data = fitter.data
    folds = [
        (development[fit], development[judge])
        for fit, judge in stratified_folds(
            data.bad[development], data.merchants[development], folds=FOLDS, seed=fitter.seed
        )
    ]
    name = _study_name(fitter, development)
    with _quiet(), _study(folder, name, fitter.seed) as study:
        if _given(study) is None:
            study.enqueue_trial(_point(fitter.parameters))
        missing = trials - len(_ended(study))
        if missing > 0:
            study.optimize(lambda trial: _loss(trial, fitter, folds), n_trials=missing)
        return _found(study, name, fitter.parameters)


def suggested(trial: optuna.trial.BaseTrial, base: Parameters) -> Parameters:
    """Draw a candidate; depth stays at 6 and below, so that interactions stay affordable."""
    return replace(
        base,
        iterations=MOST_TREES,
        learning_rate=trial.suggest_float("learning_rate", 0.01, 0.2, log=True),
        depth=trial.suggest_int("depth", 2, 6),
        l2_leaf_reg=trial.suggest_float("l2_leaf_reg", 1.0, 100.0, log=True),
        subsample=trial.suggest_float("subsample", 0.5, 1.0),
        rsm=trial.suggest_float("rsm", 0.1, 1.0),
        border_count=trial.suggest_categorical("border_count", [32, 64, 128, 254]),
    )


def _point(parameters: Parameters) -> dict[str, Any]:
    names = ("learning_rate", "depth", "l2_leaf_reg", "subsample", "rsm", "border_count")
    return {name: getattr(parameters, name) for name in names}


def _loss(trial: optuna.Trial, fitter: Fitter, folds: Sequence[Fold]) -> float:
    """Mean log loss over the folds, each with as many trees as suit it; raises TrialPruned."""
    candidate = replace(fitter, parameters=suggested(trial, fitter.parameters))
    losses, trees = [], []
    for number, (fit, judge) in enumerate(folds):
        text = f"Tuning: trial {trial.number + 1}, fold {number + 1} of {len(folds)}"
        booster = candidate.fit_until(fit, judge, text=text)
        curve = np.array(booster.get_evals_result()["validation"]["Logloss"])
        losses.append(float(curve.min()))
        trees.append(int(curve.argmin()) + 1)
        trial.report(float(np.mean(losses)), number)
        if number + 1 < len(folds) and trial.should_prune():
            raise optuna.TrialPruned
    trial.set_user_attr("trees", trees)
    return float(np.mean(losses))


def _found(study: optuna.Study, name: str, base: Parameters) -> Tuning:
    given = _given(study)
    return Tuning(
        study=name,
        trials=len(_ended(study)),
        pruned=len(study.get_trials(states=(TrialState.PRUNED,))),
        best_loss=float(study.best_value),
        default_loss=float(given.value if given and given.value is not None else study.best_value),
        parameters=suggested(optuna.trial.FixedTrial(study.best_params), base),
    )


def _given(study: optuna.Study) -> optuna.trial.FrozenTrial | None:
    """The trial of the parameters as given, waiting or ended; one that was killed is none."""
    alive = (TrialState.WAITING, TrialState.COMPLETE, TrialState.PRUNED)
    trials = study.get_trials(deepcopy=False, states=alive)
    return next((t for t in trials if "fixed_params" in t.system_attrs), None)


def _ended(study: optuna.Study) -> list[optuna.trial.FrozenTrial]:
    return study.get_trials(deepcopy=False, states=(TrialState.COMPLETE, TrialState.PRUNED))


@contextmanager
def _study(folder: Path, name: str, seed: int) -> Iterator[optuna.Study]:
    """Open the study of that name, which its journal remembers."""
    folder.mkdir(parents=True, exist_ok=True)
    journal = folder / f"{name}.journal"
    _cut_torn_line(journal)
    damaged = Refused(f"{journal} is damaged: remove it and tune again")
    try:
        storage = JournalStorage(JournalFileBackend(str(journal)))
        study = optuna.create_study(
            storage=storage, study_name=name, direction="minimize", load_if_exists=True
        )
        for trial in _ended(study):
            _check_trial(trial)
    except (ValueError, KeyError, TypeError, AssertionError) as error:
        raise damaged from error
    # A sampler forgets its place when the process ends: each restart draws from a seed of its own.
    study.sampler = optuna.samplers.TPESampler(seed=seed + len(_ended(study)))
    study.pruner = optuna.pruners.MedianPruner(n_startup_trials=PRUNE_AFTER_TRIALS)
    try:
        yield study
    except json.JSONDecodeError as error:
        raise damaged from error


def _cut_torn_line(journal: Path) -> None:
    """Take away a last line that a killed search did not finish: the next would be joined to it."""
    if journal.exists():
        written = journal.read_bytes()
        whole = written[: written.rfind(b"\n") + 1]
        if whole != written:
            journal.write_bytes(whole)


def _check_trial(trial: optuna.trial.FrozenTrial) -> None:
    """ValueError unless a completed trial has its loss and all its parameters."""
    if trial.state == TrialState.COMPLETE:
        suggested(optuna.trial.FixedTrial(trial.params), Parameters())
        if trial.value is None:
            raise ValueError(trial.number)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Optuna's own messages off standard error, where progress is shown."""
    before = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(logging.WARNING)
    try:
        yield
    finally:
        optuna.logging.set_verbosity(before)


def _study_name(fitter: Fitter, development: Rows) -> str:
    """Return a digest of all that a trial's loss depends on, but its parameters."""
    data, digest = fitter.data, hashlib.sha256()
    frame = data.frame.iloc[development]
    digest.update(repr((list(frame.columns), fitter.seed, fitter.threads, fitter.unit)).encode())
    digest.update("\n".join(map(str, frame.index)).encode())
    digest.update(data.bad[development].tobytes() + data.weight[development].tobytes())
    for column in frame:
        digest.update(np.asarray(frame[column].astype(str), dtype="U").tobytes())
    return digest.hexdigest()[:16]
