"""Writes the synthetic marketplace as the files a marketplace would hand over."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from pipelines.errors import Refused
from pipelines.world.files import TableFiles, require_disk, table_files
from pipelines.world.marketplace import World, draw_parts, plan_world
from pipelines.world.part import Part
from pipelines.world.presets import preset_named
from pipelines.world.tables import feed_tables, loan_tables, truth_table

Progress = Callable[[float, str], None]

BOOK = """\
name = "Synthetic marketplace"
currency = "USD"
as_of = {as_of}
is_synthetic = true
note = "World {preset} ({about}), seed {seed}: {merchants} merchants, {years} years. All invented."
"""


@dataclass(frozen=True)
class WorldSummary:
    """What was written: rows per export, and the figures a reader would check first.

    Rates are shares of applications; `default_rate` counts the outcomes of the declined too.
    """

    folder: Path
    truth: Path
    preset: str
    as_of: date
    rows: dict[str, int]
    approval_rate: float
    default_rate: float
    funded_default_rate: float


def write_world(
    folder: Path,
    *,
    merchants: int = 5_000,
    years: int = 3,
    seed: int,
    preset: str = "base",
    threads: int | None = None,
    progress: Progress | None = None,
) -> WorldSummary:
    """Draw a marketplace and write its exports to `folder`, one Parquet file per table.

    The truth (true PDs, outcomes of the declined, fraud) goes to `<folder>-truth/truth.parquet`,
    which no pipeline reads. `threads` (all cores by default) changes the speed and not a byte.
    `progress` is called with the share done and the part at work. Files that are there already are
    replaced when all is written. Raises Refused for impossible settings, before anything is
    written, and where the folder cannot be written.
    """
    report = progress or (lambda share, what: None)
    world = plan_world(merchants, years, seed, preset_named(preset))
    truth = folder.with_name(f"{folder.name}-truth")
    tally = _Tally()
    try:
        require_disk(folder, merchants, years)
        report(0.0, "merchants and sales")
        with table_files() as files:
            for part in draw_parts(world, threads or os.cpu_count() or 1):
                _write(part, world, files, folder, truth, tally)
                done = tally.rows["merchants"]
                report(done / merchants, f"{done:,} of {merchants:,} merchants")
        about = _about(world, merchants, years)
        (folder / "marketplace.toml").write_text(about, encoding="utf-8")
    except OSError as error:
        raise Refused(f"cannot write the synthetic exports to {folder}: {error}") from error
    return tally.summary(folder, truth, world)


@dataclass
class _Tally:
    """Running counts over the parts."""

    rows: Counter[str] = field(default_factory=Counter)
    approved: int = 0
    defaults: int = 0
    funded: int = 0
    funded_defaults: int = 0

    def add(self, part: Part) -> None:
        """Count a part's outcomes."""
        self.approved += int(part.lending.approved.sum())
        self.defaults += int(part.risk.defaults.sum())
        self.funded += int(part.lending.funded.sum())
        self.funded_defaults += int(np.sum(part.risk.defaults & part.lending.funded))

    def summary(self, folder: Path, truth: Path, world: World) -> WorldSummary:
        """The counts as rates."""
        asked = max(self.rows["applications"], 1)
        return WorldSummary(
            folder=folder,
            truth=truth,
            preset=world.preset.name,
            as_of=world.setting.horizon.as_of,
            rows=dict(self.rows),
            approval_rate=self.approved / asked,
            default_rate=self.defaults / asked,
            funded_default_rate=self.funded_defaults / max(self.funded, 1),
        )


def _write(
    part: Part, world: World, files: TableFiles, folder: Path, truth: Path, tally: _Tally
) -> None:
    for name, table in (feed_tables(part) | loan_tables(part)).items():
        files.append(folder / f"{name}.parquet", table)
        tally.rows[name] += table.num_rows
    files.append(truth / "truth.parquet", truth_table(part, world.preset.parameters))
    tally.add(part)


def _about(world: World, merchants: int, years: int) -> str:
    return BOOK.format(
        as_of=world.setting.horizon.as_of,
        preset=world.preset.name,
        about=world.preset.about,
        seed=world.seed,
        merchants=merchants,
        years=years,
    )
