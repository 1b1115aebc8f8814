"""The export of a marketplace: one Parquet file a table, amounts in major units, and what it is.

The synthetic marketplace writes this layout, so demo data takes the same door as real data.
"""

from pathlib import Path

from pipelines.ingest.files import require_folder
from pipelines.ingest.load import Step
from pipelines.ingest.mapping import Mapping, book_statement, read_toml
from pipelines.ingest.report import ImportReport
from pipelines.ingest.run import Progress, run_import
from pipelines.ingest.targets import TARGETS
from pipelines.settings import Settings

ABOUT = "marketplace.toml"


def import_marketplace(
    settings: Settings, folder: Path, *, progress: Progress | None = None, fresh: bool = False
) -> ImportReport:
    """Import a marketplace's export; a feed whose file is absent stays missing.

    `fresh` builds the store's history anew from this export.
    """
    require_folder(folder, (ABOUT, "merchants.parquet", "sales.parquet"))
    about = folder / ABOUT
    book = book_statement(about, read_toml(about))
    steps = [
        Step(folder / f"{table}.parquet", table, _as_named(table))
        for table in TARGETS
        if (folder / f"{table}.parquet").is_file()
    ]
    return run_import(settings, "marketplace", steps, book, progress=progress, fresh=fresh)


def _as_named(table: str) -> Mapping:
    target = TARGETS[table]
    outcome = {"is_default", "observed_through"}
    return Mapping({name: name for name in target.columns if name not in outcome})
