"""The sheet of a decision to download: made when it is asked for."""

from dashboard.panels.sheet_downloads import show_sheet_downloads
from dashboard.queries import baselines
from dashboard.queries.desk import desk
from dashboard.queries.store import history
from pipelines.deciding import DecidedApplication
from pipelines.decision_sheet import decision_sheet, sheet_html
from pipelines.errors import Refused
from pipelines.explain.reasons_by_baseline import against


def show_sheet(version_id: str, decided: DecidedApplication, baseline: str) -> None:
    """The decision on one page as HTML and PDF, its score against that baseline."""
    show_sheet_downloads(
        "Decision",
        lambda: _html(version_id, decided, baseline),
        file=f"decision-{decided.decision.application_id}",
        key="decision",
        needs="what a PDF or Chinese print needs",
    )


def _html(version_id: str, decided: DecidedApplication, baseline: str) -> str:
    found, held = baselines.baselines(version_id), desk(version_id)
    sets = () if isinstance(found, Refused) else found.sets
    one = next((one for one in sets if one.name == baseline), None)
    if one is None:
        return sheet_html(decision_sheet(held, history(), decided))
    (seen,) = baselines.seen(version_id, decided.explanation, {one.name: one.label})
    compared = against(decided.explanation, seen)
    return sheet_html(decision_sheet(held, history(), decided, against=compared, baseline=one))
