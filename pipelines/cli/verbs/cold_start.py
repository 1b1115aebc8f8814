"""`cold-start`: hypothetical requests for a book that has sales and no applications yet."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from pipelines.cli.answer import Answer
from pipelines.cli.progress import progress_bar
from pipelines.outcomes import ColdStart, add_hypothetical_requests, load_shortfall_rules
from pipelines.settings import Settings

HELP = "make a book without loans ready for the proxy label, with hypothetical requests"
THEN = (
    "next: `python -m pipelines features`, then `python -m pipelines train --label shortfall`, "
    "a proxy for default, then `python -m pipelines score`"
)


def add_arguments(parser: ArgumentParser) -> None:
    """No arguments of its own."""


def run(options: Namespace, settings: Settings) -> Answer:
    """Add the requests that are not there yet."""
    rules = load_shortfall_rules(settings.shortfall)
    with progress_bar() as progress:
        report = add_hypothetical_requests(settings, rules, progress=progress)
    record = asdict(report) | {"rules_version": rules.version}
    return Answer(record, f"{_words(report)} (rules {rules.version})\n{THEN}")


def _words(report: ColdStart) -> str:
    if report.real_ones:
        return f"{report.real_ones:,} real applications will be labelled; none were made up"
    return (
        f"{report.added:,} hypothetical requests added (ids begin with H-), "
        f"{report.applications:,} in the book"
    )
