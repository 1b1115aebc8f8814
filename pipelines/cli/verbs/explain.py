"""`explain`: one application's score taken apart."""

from argparse import ArgumentParser, Namespace

from pipelines.cli.answer import Answer
from pipelines.cli.explain_context import context_words, read_context
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
    parser.add_argument(
        "--context", action="store_true", help="also its scores over time and nearest merchants"
    )


def run(options: Namespace, settings: Settings) -> Answer:
    """Explain the application with the champion."""
    statements = load_statements(settings.reasons)
    with History(settings) as history:
        found = explain_application(history, champion(settings), options.application, statements)
        helped = (
            requested_recourse(open_desk(settings, history), history, options.application)
            if options.recourse
            else None
        )
        context = read_context(history, options.application) if options.context else None
    content, words = found.to_json(), [_words(found)]
    if helped is not None:
        content, words = content | {"recourse": helped.to_json()}, [*words, recourse_words(helped)]
    if context is not None:
        content, words = content | {"context": context.to_json()}, [*words, *context_words(context)]
    return Answer(content, "\n".join(words))


def _words(found: Explanation) -> str:
    lines = [
        f"{found.application_id}: PD {found.pd:.2%}, score {found.score:+.3f} log-odds "
        f"(base {found.base:+.3f}), model {found.model_id}"
    ]
    lines += [f"  {part.contribution:+.3f}  {part.feature}" for part in found.contributions[:SHOWN]]
    lines += [f"{reason.code}  {reason.statement}" for reason in found.reasons]
    return "\n".join(lines)
