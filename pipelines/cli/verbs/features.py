"""`features`: what the raw rows imply, as of each application."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from pipelines.cli.answer import Answer
from pipelines.cli.progress import progress_bar
from pipelines.settings import Settings
from pipelines.stages import ENGINES, build_feature_tables

HELP = "build point-in-time features, outcomes and the loan-month panel"


def add_arguments(parser: ArgumentParser) -> None:
    """Which engine does the heavy part."""
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default="duckdb",
        help="where to compute the features (default duckdb); spark builds all of them anew",
    )


def run(options: Namespace, settings: Settings) -> Answer:
    """Build the tables."""
    with progress_bar() as progress:
        report = build_feature_tables(settings, engine=options.engine, progress=progress)
    text = (
        f"{report.applications:,} applications with features, {report.outcomes:,} with an outcome, "
        f"{report.loan_months:,} loan-months, in {report.seconds:.1f} s "
        f"(version {report.version_id})"
    )
    return Answer(asdict(report), text)
