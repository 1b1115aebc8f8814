"""Training a model and validating it, as one piece of work."""

from dataclasses import dataclass
from typing import Any

from pipelines.explain import freeze_baselines
from pipelines.explain.retrained_reasons import retrained_reasons
from pipelines.features import feature_frame
from pipelines.model import DEFAULT, Label, Stop, TrainingReport, load_model, train
from pipelines.offers import load_policy
from pipelines.settings import Settings
from pipelines.stages.progress import Progress, part_of, silent
from pipelines.store import History
from pipelines.validation import ValidationReport, validate

SHARE_OF_TRAINING = 0.7


@dataclass(frozen=True)
class TrainedModel:
    """A registered model's training, and its validation unless that was left out."""

    training: TrainingReport
    validation: ValidationReport | None

    def to_json(self) -> dict[str, Any]:
        """The outcome for machines, in the shape of `train --json`."""
        return self.training.to_json() | {"validation": _summary(self.validation)}


def train_model(
    settings: Settings,
    *,
    label: Label = DEFAULT,
    trials: int = 0,
    validated: bool = True,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> TrainedModel:
    """Train a model, register it with its baselines and validate it on the cases it was judged on.

    `label` says what a bad is, as in `train`, and `trials` how many parameter settings are tried
    first. Raises what `train` raises; a training stopped in the middle leaves no model, a
    validation stopped in the middle leaves no report.
    """
    report, policy = progress or silent, load_policy(settings.policy)
    share = SHARE_OF_TRAINING if validated else 1.0
    trained = train(
        settings, label=label, trials=trials, progress=part_of(report, 0, share), stop=stop
    )
    model = load_model(settings, trained.manifest.model_id)
    with History(settings) as history:
        table = feature_frame(history)
        freeze_baselines(
            settings,
            model,
            table,
            cut_off=policy.cut_off,
            policy_version=policy.version,
            data_version=history.version().version_id,
        )
        if not validated:
            return TrainedModel(trained, None)
        found = validate(
            settings,
            history,
            trained.manifest,
            trained.training,
            progress=part_of(report, share, 1.0),
            stop=stop,
        )
        retrained_reasons(
            settings,
            model,
            trained.training,
            table,
            cut_off=policy.cut_off,
            stop=stop,
        )
    return TrainedModel(trained, found)


def _summary(found: ValidationReport | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "grades_green": found.calibration.green,
        "grades": len(found.calibration.grades),
        "weak_spots": len(found.weak_spots.weak),
        "direction_violations": found.directions.violations,
        "seconds": found.seconds,
    }
