"""`explain --sheet`: the decision and its reasons on a sheet to print."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipelines.cli.sheet_file import ENDINGS, write_sheet_file
from pipelines.deciding import Desk, decide_application, requested_cents
from pipelines.decision_sheet import DecisionSheet, decision_sheet, sheet_html
from pipelines.errors import Refused
from pipelines.explain import Explanation, ReasonIndex, baseline_tables, read_baselines
from pipelines.explain.baselines import FITTED
from pipelines.explain.reasons_by_baseline import against, reasons_by_baseline, row_of
from pipelines.features import Feature
from pipelines.model import Model
from pipelines.reasons import Statement
from pipelines.settings import Settings
from pipelines.store import History


def write_sheet(
    settings: Settings, history: History, desk: Desk, application: str, baseline: str, path: Path
) -> None:
    """Write the sheet of one application against a baseline, as HTML or PDF by the path's end.

    Refused for another ending, where it cannot be written, and where the baseline is not there.
    """
    if path.suffix not in ENDINGS:
        raise Refused(f"{path} is no sheet: give --sheet a name that ends in .html or .pdf")
    write_sheet_file(sheet_html(_sheet(settings, history, desk, application, baseline)), path)


def against_baseline(
    settings: Settings,
    model: Model,
    features: Sequence[Feature],
    statements: Mapping[str, Statement],
    explanation: Explanation,
    name: str,
) -> Explanation:
    """The same score taken apart against a frozen baseline; Refused where it is not there."""
    index = ReasonIndex.named(model.features, features)
    tables = {name: baseline_tables(settings, model, name)}
    (seen,) = reasons_by_baseline(tables, row_of(explanation, model), index, statements)
    return against(explanation, seen)


def _sheet(
    settings: Settings, history: History, desk: Desk, application: str, name: str
) -> DecisionSheet:
    amount_cents = requested_cents(desk, application)
    decided = decide_application(desk, history, application, amount_cents=amount_cents)
    if name == FITTED:
        return decision_sheet(desk, history, decided)
    one = next((s for s in read_baselines(settings, desk.model).sets if s.name == name), None)
    compared = against_baseline(
        settings, desk.model, desk.table.features, desk.statements, decided.explanation, name
    )
    return decision_sheet(desk, history, decided, against=compared, baseline=one)
