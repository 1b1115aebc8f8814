"""The champion in five cards: ranking, calibration, drift, training again, rivals."""

from dashboard import formats, page
from dashboard.findings import models as says
from dashboard.findings import monitoring as watched
from dashboard.glossary import term
from dashboard.queries import models, monitoring
from pipelines.model import Manifest
from pipelines.monitoring import MonitoringReport
from pipelines.validation import ValidationReport


def show_cards(champion: Manifest, version_id: str) -> None:
    """The champion in five numbers."""
    report = models.report(champion)
    found = monitoring.monitoring(version_id, champion)
    metrics = champion.metrics
    page.cards(
        [
            page.Card(
                "AUC",
                f"{metrics.auc.estimate:.3f}",
                help=f"{term('AUC')} Interval by DeLong, 95 %; n = {metrics.n:,}.",
                change=says.interval(metrics.auc),
            ),
            _calibration_card(report),
            _drift_card(found),
            _retrain_card(found),
            _rivals_card(champion, report),
        ]
    )


def _rivals_card(champion: Manifest, report: ValidationReport | None) -> page.Card:
    rivals = says.rivals(champion, report)
    beats_none = says.beaten(rivals).startswith("0")
    return page.Card(
        "Rivals beaten",
        says.beaten(rivals),
        help="Baselines and other kinds of model on the same cases whose AUC is below the "
        "champion's by more than chance: the 95 % interval of the paired difference lies above "
        "zero.",
        change="none beyond chance" if beats_none else "beyond chance",
        tone="worse" if beats_none else "neutral",
    )


def _calibration_card(report: ValidationReport | None) -> page.Card:
    help_text = (
        "Grades of the master scale whose PDs are not too low beyond chance, by the Jeffreys "
        "p-value and the bounds of the model policy."
    )
    if report is None:
        return page.Card("Calibration", formats.NO_VALUE, help_text, "no validation report")
    lights = [row.light for row in report.calibration.grades]
    red = lights.count("red")
    return page.Card(
        "Calibration",
        f"{lights.count('green')} of {len(lights)}",
        help=help_text,
        change=f"grades green, {red or 'none'} red",
        tone="worse" if red else "neutral",
    )


def _drift_card(found: MonitoringReport | str) -> page.Card:
    help_text = (
        f"{term('PSI')} Here: PDs of the newest applications against those before, with the value "
        "that sampling alone stays under 95 times in 100."
    )
    if isinstance(found, str):
        return page.Card("Drift of the PDs", formats.NO_VALUE, help_text, "not scored by it")
    word, figures = watched.drift_verdict(found)
    tones: dict[str, page.Tone] = {"Watch": "worse", "Shifted": "act"}
    return page.Card("Drift of the PDs", word, help_text, figures, tone=tones.get(word, "neutral"))


def _retrain_card(found: MonitoringReport | str) -> page.Card:
    help_text = (
        "By the thresholds of the model policy: score and feature drift, missing values, "
        "calibration and ranking since the training, new outcomes. The evidence is under "
        "Monitoring."
    )
    if isinstance(found, str):
        return page.Card("Train again?", formats.NO_VALUE, help_text, "not scored by it")
    tones: dict[str, page.Tone] = {"keep": "neutral", "watch": "worse", "retrain": "act"}
    return page.Card(
        "Train again?",
        watched.VERDICTS[found.verdict],
        help_text,
        formats.plural(len(found.alerts), "alert") if found.alerts else "no alert",
        tone=tones[found.verdict],
    )
