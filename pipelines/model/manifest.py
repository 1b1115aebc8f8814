"""What is recorded beside a model file: where it came from and how good it is."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipelines.errors import Refused
from pipelines.model.baselines import Baseline
from pipelines.model.calibration import Calibration, CalibrationTrial, from_record, to_record
from pipelines.model.metrics import Metrics
from pipelines.model.search import LossPoint
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

    `model_id` is "m-" and the first 12 digits of the model file's SHA-256. `label` says what a bad
    is: "default", or the proxy "shortfall". `n`, `bads` and `bad_rate` are of all labelled cases;
    `fitted` says in words which of them the registered trees learned from, and `fitted_n` how many.
    `metrics`, `baselines`, `calibration_table` and `roc` (pairs of false and true positive rate)
    are of the cases it was judged on, which the repeats of a cross-validation judge within
    `auc_range`; `before` are the figures of its scores before they were calibrated, and
    `ece_of_perfect` the ECE that perfectly calibrated PDs of these values would show by chance.
    `hold_out` names the judged cases by a digest and `hold_out_use` counts the models that have
    been judged on them, this one among them; both empty in cross-validation. `tuning` says what
    chose the parameters, None where they are the defaults. `importance` is in per cent. `warnings`
    ask for a look before the model is used, `remarks` do not.
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
    unit: str
    tuning: dict[str, Any] | None
    log: tuple[LossPoint, ...]
    features: tuple[str, ...]
    categorical: tuple[str, ...]
    directions: dict[str, int]
    reason_codes: dict[str, str]
    label: str
    split: str
    hold_out: str
    hold_out_use: int
    n: int
    bads: int
    bad_rate: float
    fitted: str
    fitted_n: int
    metrics: Metrics
    before: Metrics
    ece_of_perfect: float
    auc_range: tuple[float, float]
    baselines: tuple[Baseline, ...]
    calibration: Calibration
    calibration_trials: tuple[CalibrationTrial, ...]
    calibration_table: tuple[CalibrationBin, ...]
    roc: tuple[tuple[float, float], ...]
    importance: dict[str, float]
    canary: Canary
    warnings: tuple[str, ...]
    remarks: tuple[str, ...]
    seconds: float

    def to_json(self) -> str:
        """Return the record as indented JSON, with a digest of itself for its seal."""
        plain = asdict(self) | {"calibration": to_record(self.calibration)}
        plain |= {"seal": _seal(plain)}
        return json.dumps(plain, indent=2, ensure_ascii=False, allow_nan=False)


def read_manifest(path: Path) -> Manifest:
    """Read a record; Refused when it is missing, not one of ours or damaged.

    The seal finds damage, not forgery. A record of an earlier version has none.
    """
    try:
        entry = json.loads(path.read_text(encoding="utf-8"))
        if entry.pop("seal", None) not in (None, _seal(entry)):
            raise ValueError("seal")
        return _manifest(entry)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused(
            f"{path} is missing, damaged or not a model's record ({type(error).__name__}): "
            "remove its folder and train again"
        ) from error


def _seal(entry: dict[str, Any]) -> str:
    """Return the SHA-256 of the record's values, whatever their order and layout."""
    return hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()


def _manifest(entry: dict[str, Any]) -> Manifest:
    """Rebuild the record from plain JSON values."""
    nested = {
        "metrics": _metrics(entry["metrics"]),
        "before": _metrics(entry["before"]),
        "log": tuple(LossPoint(**point) for point in entry["log"]),
        "baselines": tuple(_baseline(item) for item in entry["baselines"]),
        "calibration": from_record(entry["calibration"]),
        "calibration_trials": tuple(
            CalibrationTrial(**trial) for trial in entry["calibration_trials"]
        ),
        "calibration_table": tuple(CalibrationBin(**row) for row in entry["calibration_table"]),
        "roc": tuple((float(x), float(y)) for x, y in entry["roc"]),
        "canary": Canary(tuple(entry["canary"]["rows"]), tuple(entry["canary"]["scores"])),
    }
    for name in ("features", "categorical", "warnings", "remarks", "auc_range"):
        nested[name] = tuple(entry[name])
    return Manifest(**(entry | nested))


def _metrics(entry: dict[str, Any]) -> Metrics:
    return Metrics(**(entry | {"auc": Interval(**entry["auc"])}))


def _baseline(entry: dict[str, Any]) -> Baseline:
    intervals = {name: Interval(**entry[name]) for name in ("auc", "champion_minus")}
    return Baseline(**(entry | intervals))
