"""What is written down of a training."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from catboost import CatBoostClassifier

from pipelines.model.artefact import load_bytes
from pipelines.model.calibration import Calibration
from pipelines.model.evaluate import Evaluation
from pipelines.model.fit import Fitter
from pipelines.model.leakage import leakage_warnings
from pipelines.model.manifest import Canary, Manifest
from pipelines.model.split import Rows, Split
from pipelines.model.unused import unused_feature_remarks
from pipelines.stats.calibration import calibration_table, expected_ece
from pipelines.stats.curves import roc_points
from pipelines.store import Version, code_version

if TYPE_CHECKING:
    from pipelines.model.tuning import Tuning

LIBRARIES = ("catboost", "numpy", "optuna", "pandas", "scikit-learn", "scipy")
CANARIES = 5


@dataclass(frozen=True)
class Training:
    """A finished training: its fitter, division, evaluation and tuning, and the model to register.

    `fitted` are the row numbers the model file `blob` learned from, `calibration` is its own.
    """

    fitter: Fitter
    split: Split
    evaluation: Evaluation
    tuning: "Tuning | None"
    fitted: Rows
    blob: bytes
    calibration: Calibration

    @property
    def hold_out(self) -> str:
        """The name of the hold-out, a digest of its applications; empty in cross-validation."""
        if not self.split.is_out_of_time:
            return ""
        ids = sorted(map(str, self.evaluation.judged.index))
        return hashlib.sha256("\n".join(ids).encode()).hexdigest()[:16]


def manifest_of(
    training: Training,
    digest: str,
    store_version: Version,
    *,
    hold_out_use: int,
    seconds: float,
) -> Manifest:
    """Bring together the record of the model whose file has that digest."""
    fitter, found = training.fitter, training.evaluation
    data, judged, booster = fitter.data, found.judged, load_bytes(training.blob)
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
        trees=found.trees,
        seed=fitter.seed,
        threads=fitter.threads,
        unit=fitter.unit,
        tuning=training.tuning.to_record() if training.tuning else None,
        log=found.log,
        features=tuple(feature.name for feature in data.features),
        categorical=data.categorical,
        directions={feature.name: feature.direction for feature in data.features},
        reason_codes={feature.name: feature.reason for feature in data.features},
        label=data.label,
        split=training.split.text,
        hold_out=training.hold_out,
        hold_out_use=hold_out_use,
        n=len(data.bad),
        bads=int(data.bad.sum()),
        bad_rate=float(data.bad.mean()),
        fitted=_fitted(training),
        fitted_n=len(training.fitted),
        metrics=found.metrics,
        before=found.before,
        ece_of_perfect=expected_ece(judged["pd"], seed=fitter.seed),
        auc_range=found.auc_range,
        baselines=found.baselines,
        calibration=training.calibration,
        calibration_trials=found.trials,
        calibration_table=calibration_table(bad, judged["pd"]),
        roc=tuple((p.false_positive_rate, p.true_positive_rate) for p in roc_points(bad, score)),
        importance=fitter.importance(booster),
        canary=_canary(fitter, booster),
        warnings=leakage_warnings(found.metrics, data),
        remarks=unused_feature_remarks(data),
        seconds=seconds,
    )


def _fitted(training: Training) -> str:
    """Say which cases the registered trees learned from."""
    n = len(training.fitted)
    if training.evaluation.is_final:
        return f"the judged model itself, fitted on {n:,} of the earlier applications"
    return f"fitted anew on all {n:,} labelled applications, in the way that was judged"


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
