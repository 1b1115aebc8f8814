"""`explain --sheet`: the decision and its reasons on a sheet to print."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from pipelines.deciding import decide_application, open_desk
from pipelines.decision_sheet import DecisionSheet, decision_sheet, sheet_html, sheet_pdf
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
    settings: Settings, history: History, application: str, baseline: str, path: Path
) -> None:
    """Write the sheet of one application against a baseline, as HTML or PDF by the path's end.

    Refused for another ending, where it cannot be written, and where the baseline is not there.
    """
    if path.suffix not in (".html", ".pdf"):
        raise Refused(f"{path} is no sheet: give --sheet a name that ends in .html or .pdf")
    html = sheet_html(_sheet(settings, history, application, baseline))
    try:
        path.write_bytes(sheet_pdf(html) if path.suffix == ".pdf" else html.encode())
    except OSError as error:
        raise Refused(f"cannot write {path}: {error.strerror}") from error


def against_baseline(
    settings: Settings,
    model: Model,
    features: Sequence[Feature],
    statements: Mapping[str, Statement],
    explanation: Explanation,
    name: str,
) -> Explanation:
    """The same score taken apart against a frozen baseline; Refused where it is not there."""
    known = {feature.name: feature for feature in features}
    index = ReasonIndex.of([known[feature] for feature in model.features])
    tables = {name: baseline_tables(settings, model, name)}
    (seen,) = reasons_by_baseline(tables, row_of(explanation, model), index, statements)
    return against(explanation, seen)


def _sheet(settings: Settings, history: History, application: str, name: str) -> DecisionSheet:
    desk = open_desk(settings, history)
    asked = desk.table.applications["order_amount_cents"].loc[application]
    amount = None if pd.isna(asked) else int(asked)
    decided = decide_application(desk, history, application, amount_cents=amount)
    if name == FITTED:
        return decision_sheet(desk, history, decided)
    one = next((s for s in read_baselines(settings, desk.model).sets if s.name == name), None)
    compared = against_baseline(
        settings, desk.model, desk.table.features, desk.statements, decided.explanation, name
    )
    return decision_sheet(desk, history, decided, against=compared, baseline=one)
