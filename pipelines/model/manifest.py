"""What is recorded beside a model file: where it came from and how good it is."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipelines.errors import Refused
from pipelines.model.calibration import Platt
from pipelines.model.evaluate import Baseline, Metrics
from pipelines.stats.calibration import CalibrationBin
from pipelines.stats.intervals import Interval


@dataclass(frozen=True)
class Canary:
    """A few cases and the scores they must get from the loaded model; None is a missing value."""

    rows: tuple[dict[str, float | str | None], ...]
    scores: tuple[float, ...]


@dataclass(frozen=True)
class Manifest:
    """A registered model's record.

    `label` says what a bad is: "default", or the proxy "shortfall".
    `model_id` is "m-" and the first 12 digits of the model file's SHA-256. `n`, `bads` and
    `bad_rate` are of all cases it was finally fitted on; `metrics`, `baselines`,
    `calibration_table` and `roc` (pairs of false and true positive rate) of those it was judged
    on, which the repeats of a cross-validation judge within `auc_range`. `importance` is in
    per cent.
    """

    model_id: str
    sha256: str
    trained_at: str
    data_version: str
    content_hash: str
    code_version: str
    library_versions: dict[str, str]
    parameters: dict[str, Any]
    trees: int
    seed: int
    threads: int
    features: tuple[str, ...]
    categorical: tuple[str, ...]
    directions: dict[str, int]
    reason_codes: dict[str, str]
    label: str
    split: str
    n: int
    bads: int
    bad_rate: float
    metrics: Metrics
    auc_range: tuple[float, float]
    baselines: tuple[Baseline, ...]
    calibration: Platt
    calibration_table: tuple[CalibrationBin, ...]
    roc: tuple[tuple[float, float], ...]
    importance: dict[str, float]
    canary: Canary
    warnings: tuple[str, ...]
    seconds: float

    def to_json(self) -> str:
        """Return the record as indented JSON."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False, allow_nan=False)


def read_manifest(path: Path) -> Manifest:
    """Read a record; Refused when it is missing or not one of ours."""
    try:
        return _manifest(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Refused(
            f"{path} is missing or not a model's record ({type(error).__name__}): "
            "remove its folder and train again"
        ) from error


def _manifest(entry: dict[str, Any]) -> Manifest:
    """Rebuild the record from plain JSON values."""
    nested = {
        "metrics": _metrics(entry["metrics"]),
        "baselines": tuple(_baseline(item) for item in entry["baselines"]),
        "calibration": Platt(**entry["calibration"]),
        "calibration_table": tuple(CalibrationBin(**row) for row in entry["calibration_table"]),
        "roc": tuple((float(x), float(y)) for x, y in entry["roc"]),
        "canary": Canary(tuple(entry["canary"]["rows"]), tuple(entry["canary"]["scores"])),
    }
    for name in ("features", "categorical", "warnings", "auc_range"):
        nested[name] = tuple(entry[name])
    return Manifest(**(entry | nested))


def _metrics(entry: dict[str, Any]) -> Metrics:
    return Metrics(**(entry | {"auc": Interval(**entry["auc"])}))


def _baseline(entry: dict[str, Any]) -> Baseline:
    intervals = {name: Interval(**entry[name]) for name in ("auc", "champion_minus")}
    return Baseline(**(entry | intervals))
