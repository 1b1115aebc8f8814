"""Validating a finished training, one part after the other."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from pipelines.model import Comparison, comparison
from pipelines.model.manifest import Manifest
from pipelines.model.policy import load_model_policy
from pipelines.model.progress import Stop, Stopped
from pipelines.model.record import Training
from pipelines.model.registry import is_registered
from pipelines.settings import Settings
from pipelines.stats.curves import lift_points
from pipelines.store import History, Workbench
from pipelines.validation.case import validation_case
from pipelines.validation.cohorts import cohort_results, month_results
from pipelines.validation.grades import calibration
from pipelines.validation.headline import headline
from pipelines.validation.learning_curve import learning_curve
from pipelines.validation.monotone import directions
from pipelines.validation.peers import peers
from pipelines.validation.report import ValidationReport, keep_report
from pipelines.validation.sensitivity import sensitivity
from pipelines.validation.slices import weak_spots
from pipelines.validation.stability import stability

Progress = Callable[[float, str], None]
Part = TypeVar("Part")


def validate(
    settings: Settings,
    history: History,
    manifest: Manifest,
    training: Training,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> ValidationReport:
    """Validate the judged model on its judged cases and keep the report beside the model.

    Raises Stopped, with the model registered but without a report, as soon as `stop()` says so.
    """
    started, step = time.perf_counter(), _Steps(progress, stop)
    case = validation_case(training, history, load_model_policy(settings.model_policy))
    importance, judged = manifest.importance, case.judged
    report = ValidationReport(
        model_id=manifest.model_id,
        policy_version=case.policy.version,
        validated_at=datetime.now(UTC).isoformat(timespec="seconds"),
        headline=step(
            0.0, "figures", lambda: headline(case, ece_of_perfect=manifest.ece_of_perfect)
        ),
        lift=lift_points(judged["bad"], judged["score"]),
        calibration=step(0.2, "calibration", lambda: calibration(case)),
        stability=step(0.25, "stability", lambda: stability(case, importance)),
        cohorts=step(0.3, "cohorts", lambda: cohort_results(case)),
        months=month_results(case),
        weak_spots=step(0.35, "weak spots", lambda: weak_spots(case, importance)),
        sensitivity=step(0.45, "sensitivity", lambda: sensitivity(case)),
        learning_curve=step(0.5, "learning curve", lambda: learning_curve(case)),
        directions=step(0.7, "directions", lambda: directions(case)),
        peers=step(0.8, "other models", lambda: peers(case)),
        against_champion=_against_champion(settings, manifest.model_id),
        seconds=round(time.perf_counter() - started, 3),
    )
    keep_report(settings, report)
    return report


def _against_champion(settings: Settings, model_id: str) -> Comparison | None:
    held = Workbench(settings).role_holder("champion")
    if held is None or held.model_id == model_id or not is_registered(settings, held.model_id):
        return None
    return comparison(settings, model_id, held.model_id)


@dataclass(frozen=True)
class _Steps:
    """Says which part is under way, and ends before the next one when asked to stop."""

    progress: Progress | None
    stop: Stop | None

    def __call__(self, done: float, what: str, part: Callable[[], Part]) -> Part:
        if self.stop is not None and self.stop():
            raise Stopped("Validation was stopped: the model is registered, without a report")
        if self.progress is not None:
            self.progress(done, f"Validating: {what}")
        return part()
