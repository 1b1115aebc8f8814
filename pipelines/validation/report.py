"""A validation report: everything a validator asks of a model, written beside its file."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import cattrs

from pipelines.errors import Refused
from pipelines.model.compare import Comparison
from pipelines.model.registry import REPORT, model_folder, write_beside
from pipelines.settings import Settings
from pipelines.stats.curves import LiftPoint
from pipelines.validation.cohorts import CohortResult
from pipelines.validation.grades import Calibration
from pipelines.validation.headline import Headline
from pipelines.validation.learning_curve import LearningPoint
from pipelines.validation.monotone import Directions
from pipelines.validation.peers import Peer
from pipelines.validation.sensitivity import Sensitivity
from pipelines.validation.slices import WeakSpots
from pipelines.validation.stability import Stability


@dataclass(frozen=True)
class ValidationReport:
    """What was found on the cases the model was judged on, under a version of the model policy.

    `stability` is None in cross-validation; `against_champion` sets the model beside the champion
    of its time, None where there was no other or they were judged on no common cases. `seconds` is
    how long the validation took.
    """

    model_id: str
    policy_version: str
    validated_at: str
    headline: Headline
    lift: tuple[LiftPoint, ...]
    calibration: Calibration
    stability: Stability | None
    cohorts: tuple[CohortResult, ...]
    months: tuple[CohortResult, ...]
    weak_spots: WeakSpots
    sensitivity: Sensitivity
    learning_curve: tuple[LearningPoint, ...]
    directions: Directions
    peers: tuple[Peer, ...]
    against_champion: Comparison | None
    seconds: float

    def to_json(self) -> str:
        """Return the report as indented JSON."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False)


def keep_report(settings: Settings, report: ValidationReport) -> None:
    """Write the report into the folder of the registered model, whole."""
    write_beside(settings, report.model_id, REPORT, report.to_json().encode())


def report_of(settings: Settings, model_id: str) -> ValidationReport | None:
    """Read a model's report; None when it has none, Refused when it is damaged."""
    path = model_folder(settings, model_id) / REPORT
    return read_report(path) if path.exists() else None


def read_report(path: Path) -> ValidationReport:
    """Read a report's file; Refused when it is not one of ours."""
    try:
        entry = json.loads(path.read_text(encoding="utf-8"))
        return cattrs.structure(entry, ValidationReport)
    except (OSError, ValueError, TypeError, KeyError, cattrs.BaseValidationError) as error:
        raise Refused(
            f"{path} is not a validation report ({type(error).__name__}): remove it and train again"
        ) from error
