"""One training: read the store, judge, calibrate, fit on everything, register as champion."""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

import numpy as np
import pandas as pd
from catboost import CatBoostClassifier

from pipelines.model.artefact import load_bytes, model_bytes
from pipelines.model.calibration import fit_platt
from pipelines.model.data import TrainingData, training_data
from pipelines.model.evaluate import Evaluation, evaluate
from pipelines.model.fit import Fitter, Parameters, default_parameters
from pipelines.model.label import DEFAULT, Label
from pipelines.model.leakage import leakage_warnings
from pipelines.model.manifest import Canary, Manifest
from pipelines.model.progress import Progress, Stop, Watch
from pipelines.model.registry import register
from pipelines.model.split import Split, split
from pipelines.reasons import check_coverage, load_statements
from pipelines.settings import Settings
from pipelines.stats.calibration import calibration_table
from pipelines.stats.curves import roc_points
from pipelines.store import History, Version, Workbench, code_version

LIBRARIES = ("catboost", "numpy", "pandas", "scikit-learn", "scipy")
CANARIES = 5


@dataclass(frozen=True)
class TrainingReport:
    """The outcome of a training: the registered model's record."""

    manifest: Manifest

    def to_json(self) -> dict[str, Any]:
        """Return the report in the shape of `train --json`."""
        record, metrics = self.manifest, self.manifest.metrics
        return {
            "model_id": record.model_id,
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
            "seconds": record.seconds,
        }


def train(
    settings: Settings,
    *,
    label: Label = DEFAULT,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> TrainingReport:
    """Train on every known outcome of the store, register the model and make it champion.

    `label` says what a bad is: a default, or a shortfall, the proxy of a book without loans.

    Refused when there is too little to learn from or a feature has no reason statement; Stopped,
    with nothing registered, as soon as `stop()` says so.
    """
    with History(settings) as history:
        data, store_version = training_data(history, label=label), history.version()
    return train_on(settings, data, store_version, progress=progress, stop=stop)


def train_on(
    settings: Settings,
    data: TrainingData,
    store_version: Version,
    *,
    parameters: Parameters | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> TrainingReport:
    """Train on the given cases of a store's version, register the model and make it champion.

    Without `parameters` those of `default_parameters` for the number of bads.
    """
    started = time.perf_counter()
    check_coverage([f.reason for f in data.features], load_statements(settings.reasons))
    divided = split(data, seed=settings.seed)
    chosen = parameters or default_parameters(int(data.bad.sum()))
    folds = sum(len(repeat) for repeat in divided.repeats)
    watch = Watch(folds * (chosen.slices + 1) + 1, progress, stop)
    fitter = Fitter(data, chosen, settings.seed, settings.threads, watch)
    evaluation = evaluate(fitter, divided)
    everything = np.arange(len(data.bad))
    booster = fitter.fit(everything, trees=evaluation.trees, text="Fitting on all applications")
    blob = model_bytes(booster, fitter.pool(everything), data.features)
    manifest = _manifest(fitter, divided, evaluation, blob, store_version, started)
    fitter.watch.check()
    register(settings, blob, manifest, evaluation.judged)
    Workbench(settings).assign_role(
        model_id=manifest.model_id, role="champion", actor="train", reason="newest training"
    )
    return TrainingReport(manifest)


def _manifest(
    fitter: Fitter,
    divided: Split,
    evaluation: Evaluation,
    blob: bytes,
    store_version: Version,
    started: float,
) -> Manifest:
    """Bring together the model's record."""
    data, judged, booster = fitter.data, evaluation.judged, load_bytes(blob)
    digest = hashlib.sha256(blob).hexdigest()
    bad, score = judged["bad"].to_numpy(), judged["score"].to_numpy()
    return Manifest(
        model_id=f"m-{digest[:12]}",
        sha256=digest,
        trained_at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        data_version=store_version.version_id,
        content_hash=store_version.content_hash,
        code_version=code_version(),
        library_versions={name: version(name) for name in LIBRARIES},
        parameters=asdict(fitter.parameters),
        trees=evaluation.trees,
        seed=fitter.seed,
        threads=fitter.threads,
        features=tuple(feature.name for feature in data.features),
        categorical=data.categorical,
        directions={feature.name: feature.direction for feature in data.features},
        reason_codes={feature.name: feature.reason for feature in data.features},
        label=data.label,
        split=divided.text,
        n=len(data.bad),
        bads=int(data.bad.sum()),
        bad_rate=float(data.bad.mean()),
        metrics=evaluation.metrics,
        auc_range=evaluation.auc_range,
        baselines=evaluation.baselines,
        calibration=fit_platt(bad, score),
        calibration_table=calibration_table(bad, judged["pd"]),
        roc=tuple((p.false_positive_rate, p.true_positive_rate) for p in roc_points(bad, score)),
        importance=fitter.importance(booster),
        canary=_canary(fitter, booster),
        warnings=leakage_warnings(evaluation.metrics, data),
        seconds=round(time.perf_counter() - started, 3),
    )


def _canary(fitter: Fitter, booster: CatBoostClassifier) -> Canary:
    """Return the first cases with their scores."""
    rows = np.arange(min(CANARIES, len(fitter.data.bad)))
    values = fitter.data.frame.iloc[rows].to_dict("records")
    plain = tuple(_plain(row, fitter.data.categorical) for row in values)
    return Canary(plain, tuple(map(float, fitter.score(booster, rows))))


def _plain(row: dict[Any, Any], categorical: Sequence[str]) -> dict[str, float | str | None]:
    """Return a row's values as JSON knows them."""
    return {
        name: None if pd.isna(value) else str(value) if name in categorical else float(value)
        for name, value in row.items()
    }
