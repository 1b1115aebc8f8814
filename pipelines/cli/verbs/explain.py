"""`explain`: one application's score taken apart."""

from argparse import ArgumentParser, Namespace

from pipelines.cli.answer import Answer
from pipelines.deciding import open_desk, requested_recourse
from pipelines.explain import Explanation, explain_application
from pipelines.model import champion
from pipelines.reasons import load_statements
from pipelines.recourse import recourse_words
from pipelines.settings import Settings
from pipelines.store import History

HELP = "explain an application's score"
SHOWN = 10


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the application."""
    parser.add_argument("application", help="its id")
    parser.add_argument(
        "--recourse", action="store_true", help="also find what would turn the decision"
    )


def run(options: Namespace, settings: Settings) -> Answer:
    """Explain the application with the champion."""
    statements = load_statements(settings.reasons)
    with History(settings) as history:
        found = explain_application(history, champion(settings), options.application, statements)
        if not options.recourse:
            return Answer(found.to_json(), _words(found))
        helped = requested_recourse(open_desk(settings, history), history, options.application)
    content = found.to_json() | {"recourse": helped.to_json()}
    return Answer(content, f"{_words(found)}\n{recourse_words(helped)}")


def _words(found: Explanation) -> str:
    lines = [
        f"{found.application_id}: PD {found.pd:.2%}, score {found.score:+.3f} log-odds "
        f"(base {found.base:+.3f}), model {found.model_id}"
    ]
    lines += [f"  {part.contribution:+.3f}  {part.feature}" for part in found.contributions[:SHOWN]]
    lines += [f"{reason.code}  {reason.statement}" for reason in found.reasons]
    return "\n".join(lines)
