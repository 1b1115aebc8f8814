"""`import table`: any CSV or Parquet file into one table, by a mapping."""

from pathlib import Path

from pipelines.ingest.load import Step
from pipelines.ingest.mapping import load_mapping
from pipelines.ingest.report import ImportReport
from pipelines.ingest.run import Progress, run_import
from pipelines.settings import Settings


def import_table(
    settings: Settings,
    files: list[Path],
    table: str,
    mapping_file: Path,
    *,
    progress: Progress | None = None,
) -> ImportReport:
    """Import files of one layout into `table`; columns left over become application attributes."""
    mapping = load_mapping(mapping_file, table)
    steps = [Step(file, table, mapping) for file in files]
    return run_import(settings, "table", steps, mapping.book, progress=progress)
