"""One training: read the store, judge, calibrate, fit, register."""

import hashlib
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from pipelines.errors import Refused
from pipelines.model.artefact import model_bytes
from pipelines.model.data import TrainingData, training_data
from pipelines.model.device import Unit, processing_unit
from pipelines.model.evaluate import REFIT_FOLDS, Evaluation, calibration_of_refit, evaluate
from pipelines.model.fit import Fitter, Parameters, default_parameters
from pipelines.model.label import DEFAULT, Label
from pipelines.model.manifest import Manifest
from pipelines.model.progress import Progress, Stop, Watch
from pipelines.model.record import Training, manifest_of
from pipelines.model.registry import is_registered, register
from pipelines.model.split import FOLDS, Split, split
from pipelines.reasons import check_coverage, load_statements
from pipelines.settings import Settings
from pipelines.store import History, Version, Workbench

if TYPE_CHECKING:
    from pipelines.model.tuning import Tuning


@dataclass(frozen=True)
class TrainingReport:
    """The registered model's record and role, and all that was fitted on the way to it."""

    manifest: Manifest
    role: str
    training: Training = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        """Return the report in the shape of `train --json`."""
        record, metrics = self.manifest, self.manifest.metrics
        return {
            "model_id": record.model_id,
            "role": self.role,
            "label": record.label,
            "data_version": record.data_version,
            "n": record.n,
            "bad_rate": record.bad_rate,
            "auc": metrics.auc.estimate,
            "auc_ci": [metrics.auc.low, metrics.auc.high],
            "ks": metrics.ks,
            "gini": metrics.gini,
            "brier": metrics.brier,
            "ece": metrics.ece,
            "split": record.split,
            "warnings": [*record.warnings, *record.remarks],
            "seconds": record.seconds,
        }


def train(
    settings: Settings,
    *,
    label: Label = DEFAULT,
    trials: int = 0,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> TrainingReport:
    """Train on the known outcomes of the store and register the model.

    `label` says what a bad is: a default, or a shortfall, the proxy of a book without loans.
    The first model of a store becomes champion, since there is nothing else to decide with; later
    ones become challenger, and champion by a promotion. With `trials`, parameters are tuned first.
    Refused when there is too little to learn from or a feature has no reason statement; Stopped,
    with nothing registered, as soon as `stop()` says so.
    """
    with History(settings) as history:
        data, store_version = training_data(history, label=label), history.version()
    return train_on(settings, data, store_version, trials=trials, progress=progress, stop=stop)


def train_on(
    settings: Settings,
    data: TrainingData,
    store_version: Version,
    *,
    parameters: Parameters | None = None,
    trials: int = 0,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> TrainingReport:
    """Train on the given cases of a store's version and register the model, as `train` does.

    Without `parameters` those of `default_parameters` for the number of bads.
    """
    started = time.perf_counter()
    check_coverage([f.reason for f in data.features], load_statements(settings.reasons))
    divided = split(data, seed=settings.seed)
    chosen = parameters or default_parameters(int(data.bad.sum()))
    fits = sum(len(repeat) for repeat in divided.repeats) * (chosen.slices + 1) + REFIT_FOLDS + 1
    watch = Watch(fits + trials * FOLDS, progress, stop)
    fitter = Fitter(data, chosen, settings.seed, settings.threads, watch, _unit(settings, data))
    tuning = _tuned(settings, fitter, divided, trials)
    if tuning is not None:
        fitter = replace(fitter, parameters=tuning.parameters)
    evaluation = evaluate(fitter, divided)
    training = _finished(fitter, divided, evaluation, tuning)
    manifest = _registered(settings, training, store_version, started)
    return TrainingReport(manifest, _given_role(settings, manifest), training)


def _unit(settings: Settings, data: TrainingData) -> Unit:
    constrained = any(f.direction for f in data.features if f.name not in data.categorical)
    return processing_unit(settings.device, constrained=constrained, rows=len(data.bad))


def _finished(
    fitter: Fitter, divided: Split, evaluation: Evaluation, tuning: "Tuning | None"
) -> Training:
    """Fit on everything with as many trees as were judged, unless the judged model is final."""
    curve = evaluation.calibration
    if evaluation.is_final:
        booster, rows = evaluation.folds[0].booster, evaluation.folds[0].fitted
    else:
        if divided.is_out_of_time:
            curve = calibration_of_refit(fitter, evaluation)
        rows = np.arange(len(fitter.data.bad))
        booster = fitter.fit(rows, trees=evaluation.trees, text="Fitting on all applications")
    blob = model_bytes(booster, fitter.pool(rows), fitter.data.features)
    return Training(fitter, divided, evaluation, tuning, rows, blob, curve)


def _registered(
    settings: Settings, training: Training, store_version: Version, started: float
) -> Manifest:
    """Register the model, and count it among those judged on its hold-out."""
    workbench, hold_out = Workbench(settings), training.hold_out
    digest = hashlib.sha256(training.blob).hexdigest()
    model_id = f"m-{digest[:12]}"
    earlier = set(workbench.judged_on(hold_out)) - {model_id} if hold_out else set()
    manifest = manifest_of(
        training,
        digest,
        store_version,
        hold_out_use=len(earlier) + 1 if hold_out else 0,
        seconds=round(time.perf_counter() - started, 3),
    )
    training.fitter.watch.check()
    # Counted first: a process that is killed in between has looked at the hold-out all the same.
    if hold_out:
        workbench.use_hold_out(hold_out=hold_out, model_id=model_id, actor="train")
    register(settings, training.blob, manifest, training.evaluation.judged)
    return manifest


def _given_role(settings: Settings, manifest: Manifest) -> str:
    """Make the model champion where there is none to decide, challenger otherwise; say which."""
    workbench = Workbench(settings)
    held = workbench.role_holder("champion")
    if held is not None and held.model_id == manifest.model_id:
        return "champion"
    if held is None:
        role, reason = "champion", "first model of this store, approved by nobody yet"
    elif not is_registered(settings, held.model_id):
        role, reason = "champion", f"{held.model_id} is gone; approved by nobody yet"
    else:
        role, reason = "challenger", "newest training"
    workbench.assign_role(model_id=manifest.model_id, role=role, actor="train", reason=reason)
    return role


def _tuned(settings: Settings, fitter: Fitter, divided: Split, trials: int) -> "Tuning | None":
    """Tune on the development cases; Refused where no hold-out is kept apart from them."""
    if trials < 0:
        raise Refused(f"{trials} trials cannot be made: give 0 for none, or more")
    if not trials:
        return None
    if not divided.is_out_of_time:
        raise Refused(
            "Tuning needs a hold-out it never sees, and these outcomes are too few or too close "
            "in time to keep one apart: train without tuning"
        )
    # Optuna takes half a second to import, which only a search should pay.
    from pipelines.model.tuning import tune  # noqa: PLC0415

    development = divided.repeats[0][0][0]
    return tune(fitter, development, trials=trials, folder=settings.store / "tuning")
