"""Writes the synthetic marketplace as the files a marketplace would hand over."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.errors import Refused
from pipelines.world.horizon import Horizon
from pipelines.world.marketplace import Marketplace, Progress, draw_marketplace
from pipelines.world.parameters import BASE, Parameters
from pipelines.world.tables import export_tables, truth_table

BOOK = """\
name = "Synthetic marketplace"
currency = "USD"
as_of = {as_of}
is_synthetic = true
note = "Drawn from seed {seed}: {merchants} merchants over {years} years. No merchant is real."
"""


@dataclass(frozen=True)
class WorldSummary:
    """What was written: rows per export, and the figures a reader would check first.

    Rates are shares of applications; `default_rate` counts the outcomes of the declined too.
    """

    folder: Path
    truth: Path
    as_of: date
    rows: dict[str, int]
    approval_rate: float
    default_rate: float
    funded_default_rate: float


def write_world(
    folder: Path,
    *,
    merchants: int = 1_200,
    years: int = 3,
    seed: int,
    progress: Progress | None = None,
    parameters: Parameters = BASE,
) -> WorldSummary:
    """Draw a marketplace and write its exports to `folder`, one Parquet file per table.

    The truth (true PDs, outcomes of the declined) goes to `<folder>-truth/truth.parquet`, which
    no pipeline reads. `progress` is called with the share done and the part at work. Files that
    are there already are replaced. Raises Refused for impossible settings, before anything is
    written, and where the folder cannot be written.
    """
    report = progress or (lambda share, part: None)
    world = draw_marketplace(merchants, years, seed, parameters, report)
    report(0.7, "files")
    tables = export_tables(world)
    truth = folder.with_name(f"{folder.name}-truth")
    note = BOOK.format(as_of=world.horizon.as_of, seed=seed, merchants=merchants, years=years)
    try:
        for name, table in tables.items():
            _write(table, folder / f"{name}.parquet")
        _write(truth_table(world, parameters), truth / "truth.parquet")
        (folder / "marketplace.toml").write_text(note, encoding="utf-8")
    except OSError as error:
        raise Refused(f"cannot write the synthetic exports to {folder}: {error}") from error
    report(1.0, "done")
    return _summary(world, tables, folder, truth, world.horizon)


def _write(table: pa.Table, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, compression="zstd", store_schema=False)


def _summary(
    world: Marketplace, tables: dict[str, pa.Table], folder: Path, truth: Path, horizon: Horizon
) -> WorldSummary:
    defaults, funded = world.risk.defaults, world.lending.funded
    return WorldSummary(
        folder=folder,
        truth=truth,
        as_of=horizon.as_of,
        rows={name: table.num_rows for name, table in tables.items()},
        approval_rate=float(np.mean(world.lending.approved)),
        default_rate=float(np.mean(defaults)),
        funded_default_rate=float(np.mean(defaults[funded])) if funded.any() else 0.0,
    )
