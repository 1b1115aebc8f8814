"""What the Data page asks: what is in the book, where it came from, what was kept out."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard import formats
from dashboard.queries.store import read
from pipelines.ingest.report import IMPLIED_BY
from pipelines.store.build import SCHEMA
from pipelines.store.sql import sql_files

FEEDS = ("sales", "purchases", "bank", "applications", "loans", "loan events")
DIRECTIONS = {-1: "lowers PD", 0: "either way", 1: "raises PD"}


@dataclass(frozen=True)
class Accounting:
    """Where the rows of all imports went; loaded + duplicate + quarantined = read."""

    read: int
    loaded: int
    duplicate: int
    quarantined: int

    @property
    def quarantined_share(self) -> float:
        """The part of the rows read that could not be loaded."""
        return self.quarantined / self.read if self.read else 0.0


def size(version_id: str) -> pd.Series:
    """How many rows each part of the book has."""
    return read("data_size", version_id).iloc[0]


def sample(version_id: str) -> str:
    """What the Data page rests on, in words."""
    held = size(version_id)
    events = int(held[["sales", "purchases", "bank", "loan_events"]].sum())
    return f"{formats.count(events)} events of {formats.plural(int(held['merchants']), 'merchant')}"


def coverage(version_id: str) -> pd.DataFrame:
    """Events and merchants by feed and month."""
    return read("data_coverage", version_id)


def spans(months: pd.DataFrame) -> dict[str, tuple[date, date, list[date]]]:
    """First month, last month and the empty months between, for each feed that has events."""
    found = {}
    for feed in FEEDS:
        present = sorted(pd.to_datetime(months.loc[months["feed"] == feed, "month"]).dt.date)
        if present:
            whole = pd.date_range(present[0], present[-1], freq="MS").date
            found[feed] = (present[0], present[-1], sorted(set(whole) - set(present)))
    return found


def imports(version_id: str) -> pd.DataFrame:
    """Imported files, newest first."""
    return read("data_imports", version_id)


def accounting(version_id: str) -> Accounting:
    """Where the rows of all imported files went."""
    brought = imports(version_id)
    in_files = brought[~brought["file_name"].str.startswith(IMPLIED_BY)]
    sums = in_files[["read_rows", "loaded_rows", "duplicate_rows", "quarantined_rows"]].sum()
    return Accounting(*(int(total) for total in sums))


def quarantine_reasons(version_id: str) -> pd.DataFrame:
    """Quarantined rows by table, file and reason."""
    return read("data_quarantine_reasons", version_id)


def quarantine_rows(version_id: str, reason: str, *, first: int) -> pd.DataFrame:
    """The first quarantined rows with that reason, as they were."""
    return read("data_quarantine_rows", version_id, reason=reason, first=first)


def features(version_id: str) -> pd.DataFrame:
    """The feature catalogue, its expected direction in words; empty until features are built."""
    if "feature_catalogue" not in set(read("data_columns", version_id)["table_name"]):
        return pd.DataFrame()
    frame = read("data_features", version_id)
    frame["direction"] = frame["direction"].map(DIRECTIONS)
    frame["scored"] = frame["scored"].map({True: "yes", False: "no"})
    return frame


def columns(version_id: str) -> pd.DataFrame:
    """Every table's columns with the table's grain, from the first line of its schema file."""
    grains = {name: text.splitlines()[0].removeprefix("-- ") for name, text in sql_files(SCHEMA)}
    frame = read("data_columns", version_id)
    frame.insert(1, "grain", frame["table_name"].map(grains))
    return frame


def versions(version_id: str) -> pd.DataFrame:
    """Published versions, newest first."""
    return read("data_versions", version_id)
