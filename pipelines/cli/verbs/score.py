"""`score`: PD, contributions and the policy's decision for every application."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from pipelines.cli.answer import Answer
from pipelines.cli.progress import progress_bar
from pipelines.model import proxy_notice
from pipelines.settings import Settings
from pipelines.stages import ENGINES, score_book

HELP = "score, explain and decide every application with the champion"


def add_arguments(parser: ArgumentParser) -> None:
    """Which engine does the heavy part."""
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default="duckdb",
        help="where to compute scores and contributions (default duckdb: this machine)",
    )


def run(options: Namespace, settings: Settings) -> Answer:
    """Score the book."""
    with progress_bar() as progress:
        report = score_book(settings, engine=options.engine, progress=progress)
    decided = ", ".join(f"{count:,} {name}" for name, count in report.decisions.items())
    text = (
        f"{report.applications:,} applications scored with {report.model_id} under policy "
        f"{report.policy_version}: {decided}\n"
        f"largest additivity error {report.additivity_error:.1e}, in {report.seconds:.1f} s "
        f"(version {report.version_id})"
    )
    notice = proxy_notice(report.label)
    return Answer(asdict(report), f"{text}\n{notice}" if notice else text)
