"""`import`: known exports, or any table by a mapping."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from pathlib import Path

from pipelines.cli.answer import Answer
from pipelines.cli.progress import progress_bar
from pipelines.ingest import (
    ImportReport,
    import_loan_tape,
    import_marketplace,
    import_sme_invoices,
    import_table,
)
from pipelines.settings import Settings

HELP = "import files into the store"
SOURCES = {"sme-invoices": import_sme_invoices, "marketplace": import_marketplace}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare one sub-verb a known source, and `table` for any other file."""
    sources = parser.add_subparsers(dest="source", required=True, metavar="SOURCE")
    for name in SOURCES:
        source = sources.add_parser(name, help=f"the folder of a {name} export")
        source.add_argument("folder", type=Path)
        _add_shared(source)
    table = sources.add_parser("table", help="CSV or Parquet files of one layout")
    table.add_argument("files", type=Path, nargs="+", metavar="FILE")
    table.add_argument("--to", required=True, metavar="TABLE", help="sales, applications, ...")
    table.add_argument("--map", required=True, type=Path, metavar="MAPPING", help="a TOML file")
    _add_shared(table)
    tape = sources.add_parser("loan-tape", help="CSV or Parquet files of one row a loan")
    tape.add_argument("files", type=Path, nargs="+", metavar="FILE")
    tape.add_argument("--mapping", required=True, type=Path, metavar="MAPPING", help="a TOML file")
    _add_shared(tape)


def run(options: Namespace, settings: Settings) -> Answer:
    """Import and account for every row."""
    with progress_bar() as progress:
        if options.source == "table":
            report = import_table(
                settings, options.files, options.to, options.map, progress=progress
            )
        elif options.source == "loan-tape":
            report = import_loan_tape(settings, options.files, options.mapping, progress=progress)
        else:
            report = SOURCES[options.source](settings, options.folder, progress=progress)
    return Answer(report.to_json(), _words(report))


def _add_shared(parser: ArgumentParser) -> None:
    """Let --store and --json stand after the source too, without undoing one given before it."""
    parser.add_argument("--store", default=SUPPRESS, metavar="DIR", help="the store's folder")
    parser.add_argument("--json", action="store_true", default=SUPPRESS, help="answer in JSON")


def _words(report: ImportReport) -> str:
    lines = [table.sentence() for table in report.tables]
    lines.append(f"Imported in {report.seconds:.1f} s as version {report.version_id}")
    return "\n".join(lines)
