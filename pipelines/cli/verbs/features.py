"""`features`: what the raw rows imply, as of each application."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from pipelines.cli.answer import Answer
from pipelines.cli.progress import progress_bar
from pipelines.settings import Settings
from pipelines.stages import ENGINES, build_feature_tables

HELP = "build point-in-time features, outcomes and the loan-month panel"


def add_arguments(parser: ArgumentParser) -> None:
    """Where to compute, and whether to keep what can be kept."""
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default="duckdb",
        help="where to compute the features (default duckdb); spark builds all of them anew",
    )
    parser.add_argument(
        "--whole",
        action="store_true",
        help="build everything anew, not only what imports since the last build may have changed",
    )


def run(options: Namespace, settings: Settings) -> Answer:
    """Build the tables."""
    with progress_bar() as progress:
        report = build_feature_tables(
            settings, whole=options.whole, engine=options.engine, progress=progress
        )
    known = (
        f"{report.outcomes:,} with an outcome"
        if report.outcomes
        else f"{report.shortfalls:,} with a proxy label"
    )
    text = (
        f"{report.applications:,} applications with features ({report.computed:,} computed), "
        f"{known}, {report.loan_months:,} loan-months, in "
        f"{report.seconds - report.serving_seconds:.1f} s (version {report.version_id})\n"
        f"newest features of {report.newest:,} merchants in serving/, in "
        f"{report.serving_seconds:.1f} s"
    )
    return Answer(asdict(report), text)
