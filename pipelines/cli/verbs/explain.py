"""`explain`: one application's score taken apart, and its decision on a sheet."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

import pandas as pd

from pipelines.cli.answer import Answer
from pipelines.deciding import decide_application, open_desk
from pipelines.decision_sheet import DecisionSheet, decision_sheet, sheet_html, sheet_pdf
from pipelines.errors import Refused
from pipelines.explain import (
    Explanation,
    ReasonIndex,
    baseline_tables,
    explain_application,
    read_baselines,
)
from pipelines.explain.baselines import FITTED
from pipelines.explain.reasons_by_baseline import against, reasons_by_baseline, row_of
from pipelines.explain.reference_sets import LABELS
from pipelines.model import champion
from pipelines.reasons import load_statements
from pipelines.settings import Settings
from pipelines.store import History

HELP = "explain an application's score"
SHOWN = 10


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the application, and the sheet to write."""
    parser.add_argument("application", help="its id")
    parser.add_argument("--sheet", type=Path, metavar="FILE", help="write .html or .pdf to print")
    parser.add_argument(
        "--baseline", choices=[FITTED, *LABELS], default=FITTED, help="whom the sheet compares with"
    )


def run(options: Namespace, settings: Settings) -> Answer:
    """Explain the application with the champion; its sheet is of the decision at what it asks."""
    statements = load_statements(settings.reasons)
    with History(settings) as history:
        found = explain_application(history, champion(settings), options.application, statements)
        if options.sheet is None:
            return Answer(found.to_json(), _words(found))
        sheet = _sheet(settings, history, options.application, options.baseline)
    _write(options.sheet, sheet)
    record = found.to_json() | {"sheet": str(options.sheet)}
    return Answer(record, f"{_words(found)}\nsheet in {options.sheet}")


def _sheet(settings: Settings, history: History, application: str, name: str) -> DecisionSheet:
    desk = open_desk(settings, history)
    asked = desk.table.applications["order_amount_cents"].loc[application]
    amount = None if pd.isna(asked) else int(asked)
    decided = decide_application(desk, history, application, amount_cents=amount)
    if name == FITTED:
        return decision_sheet(desk, history, decided)
    one = next((s for s in read_baselines(settings, desk.model).sets if s.name == name), None)
    known = {feature.name: feature for feature in desk.table.features}
    index = ReasonIndex.of([known[feature] for feature in desk.model.features])
    row = row_of(decided.explanation, desk.model)
    tables = {name: baseline_tables(settings, desk.model, name)}
    (seen,) = reasons_by_baseline(tables, row, index, desk.statements)
    compared = against(decided.explanation, seen)
    return decision_sheet(desk, history, decided, against=compared, baseline=one)


def _write(path: Path, sheet: DecisionSheet) -> None:
    if path.suffix not in (".html", ".pdf"):
        raise Refused(f"{path} is no sheet: give --sheet a name that ends in .html or .pdf")
    html = sheet_html(sheet)
    try:
        path.write_bytes(sheet_pdf(html) if path.suffix == ".pdf" else html.encode())
    except OSError as error:
        raise Refused(f"cannot write {path}: {error.strerror}") from error


def _words(found: Explanation) -> str:
    lines = [
        f"{found.application_id}: PD {found.pd:.2%}, score {found.score:+.3f} log-odds "
        f"(base {found.base:+.3f}), model {found.model_id}"
    ]
    lines += [f"  {part.contribution:+.3f}  {part.feature}" for part in found.contributions[:SHOWN]]
    lines += [f"{reason.code}  {reason.statement}" for reason in found.reasons]
    return "\n".join(lines)
