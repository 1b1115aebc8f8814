"""`explain`: one application's score taken apart, and its decision on a sheet."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from pipelines.cli.answer import Answer
from pipelines.cli.explain_context import context_words, read_context
from pipelines.cli.explain_sheet import against_baseline, write_sheet
from pipelines.deciding import open_desk, requested_recourse
from pipelines.explain import Explanation, explain_row
from pipelines.explain.baselines import FITTED
from pipelines.explain.reference_sets import LABELS
from pipelines.features import feature_frame
from pipelines.model import champion
from pipelines.reasons import load_statements
from pipelines.recourse import recourse_words
from pipelines.settings import Settings
from pipelines.store import History

HELP = "explain an application's score"
SHOWN = 10


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the application, and the sheet to write."""
    parser.add_argument("application", help="its id")
    parser.add_argument(
        "--recourse", action="store_true", help="also find what would turn the decision"
    )
    parser.add_argument(
        "--context", action="store_true", help="also its scores over time and nearest merchants"
    )
    parser.add_argument("--sheet", type=Path, metavar="FILE", help="write .html or .pdf to print")
    parser.add_argument(
        "--baseline",
        choices=[FITTED, *LABELS],
        default=FITTED,
        help="whom the score is compared with, on the sheet as well",
    )


def run(options: Namespace, settings: Settings) -> Answer:
    """Explain the application with the champion; its sheet is of the decision at what it asks."""
    statements = load_statements(settings.reasons)
    with History(settings) as history:
        desk = open_desk(settings, history) if options.recourse or options.sheet else None
        table = desk.table if desk else feature_frame(history)
        model, name = desk.model if desk else champion(settings), options.baseline
        found = explain_row(table, model, options.application, statements)
        if name != FITTED:
            found = against_baseline(settings, model, table.features, statements, found, name)
        context = read_context(history, options.application) if options.context else None
        helped = (
            requested_recourse(desk, history, options.application)
            if desk and options.recourse
            else None
        )
        if desk and options.sheet:
            write_sheet(settings, history, desk, options.application, name, options.sheet)
    content, words = found.to_json() | {"baseline": name}, [_words(found, name)]
    if context is not None:
        content["context"] = context.to_json()
        words += context_words(context)
    if helped is not None:
        content["recourse"] = helped.to_json()
        words.append(recourse_words(helped))
    if options.sheet is not None:
        content["sheet"] = str(options.sheet)
        words.append(f"sheet in {options.sheet}")
    return Answer(content, "\n".join(words))


def _words(found: Explanation, baseline: str) -> str:
    lines = [
        f"{found.application_id}: PD {found.pd:.2%}, score {found.score:+.3f} log-odds "
        f"(base {found.base:+.3f}, {baseline}), model {found.model_id}"
    ]
    lines += [f"  {part.contribution:+.3f}  {part.feature}" for part in found.contributions[:SHOWN]]
    lines += [f"{reason.code}  {reason.statement}" for reason in found.reasons]
    return "\n".join(lines)
