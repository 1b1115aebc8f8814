"""The tabs of the Models page: what a validator asks of the champion, and any two compared."""

from collections.abc import Callable

from dashboard import page, states
from dashboard.panels.comparison import show_comparison
from dashboard.panels.discrimination import show_discrimination
from dashboard.panels.learning import show_learning
from dashboard.panels.model_calibration import show_calibration
from dashboard.panels.model_details import show_details
from dashboard.panels.monitoring import show_monitoring
from dashboard.panels.range_restriction import show_range_restriction
from dashboard.panels.robustness import show_sensitivity, show_weak_spots
from dashboard.panels.stability import show_stability
from dashboard.queries import models
from pipelines.model import Manifest
from pipelines.validation import ValidationReport

Draw = Callable[[Manifest, ValidationReport], None]


def show_validation(champion: Manifest, manifests: list[Manifest], version_id: str) -> None:
    """The tabs; only the open one is drawn."""
    page.tabs(
        {
            "Discrimination": lambda _: _with_report(champion, show_discrimination),
            "Calibration": lambda _: _with_report(champion, show_calibration),
            "Stability": lambda _: _with_report(champion, show_stability),
            "Weak spots": lambda _: _with_report(champion, show_weak_spots),
            "Sensitivity": lambda _: _with_report(champion, show_sensitivity),
            "Learning": lambda _: _with_report(champion, show_learning),
            "Monitoring": lambda version: show_monitoring(champion, version),
            "Compare two": lambda version: show_comparison(manifests, version),
            "Range restriction": lambda version: show_range_restriction(champion, version),
            "Details": lambda _: show_details(champion),
        },
        version_id,
    )


def _with_report(champion: Manifest, draw: Draw) -> None:
    """Draw from the champion's report, or say how it gets one."""
    report = models.report(champion)
    if report is None:
        states.no_data(
            "validation report",
            f"{champion.model_id} was trained without its validation, or that was stopped: "
            "train it again and let it finish.",
            "python -m pipelines train",
        )
        return
    draw(champion, report)
