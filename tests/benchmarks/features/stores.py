"""Stores of generated events, kept between runs, with Parquet copies for other engines."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipelines import features
from pipelines.features.days import build_days
from pipelines.settings import Settings
from pipelines.store import create_schema, sql_files
from pipelines.store.build import SCHEMA
from pipelines.store.connect import open_for_building
from pipelines.store.version import content_hash
from tests.benchmarks.features.events import Size, write_events

EXPORTED = ("sales", "merchant_days", "applications")
EXPORT = "(format parquet, compression zstd)"
MILLION = 1_000_000


@dataclass(frozen=True)
class Store:
    """A store of `events` million sales events under a folder of its own."""

    folder: Path
    millions: int

    @property
    def settings(self) -> Settings:
        """The settings a command would have on it."""
        return Settings(store=self.folder)

    @property
    def size(self) -> Size:
        """How many events it has."""
        return Size(self.millions * MILLION)


def parquet_of(folder: Path, table: str) -> Path:
    """The Parquet copy of a table of the store in `folder`."""
    return folder / "parquet" / f"{table}.parquet"


def prepared(folder: Path, millions: int) -> Store:
    """The store of that size under `folder`, written or brought up to date if need be."""
    store = Store(folder / str(millions), millions)
    wanted = {"events": store.size.digest(), "merchant_days": _days_digest()}
    stamp = store.folder / "built.json"
    built = json.loads(stamp.read_text()) if stamp.exists() else {}
    stale = {name for name in wanted if built.get(name) != wanted[name]}
    if not stale:
        return store
    stamp.unlink(missing_ok=True)
    if "events" in stale:
        write_events(store.settings, store.size)
    _bring_up_to_date(store, EXPORTED if "events" in stale else ("merchant_days",))
    stamp.write_text(json.dumps(wanted))
    return store


@contextmanager
def copied(store: Store, scratch: Path) -> Iterator[Store]:
    """A copy of the store's history, to write to, in a folder that goes away."""
    copy = Store(scratch / "copy", store.millions)
    copy.folder.mkdir(parents=True)
    try:
        shutil.copyfile(store.settings.history, copy.settings.history)
        yield copy
    finally:
        shutil.rmtree(copy.folder)


def _bring_up_to_date(store: Store, exported: tuple[str, ...]) -> None:
    with closing(open_for_building(store.settings.history, store.settings)) as con:
        create_schema(con)
        build_days(con, batch_rows=store.settings.batch_rows)
        content_hash(con)
        con.execute("checkpoint")
        (store.folder / "parquet").mkdir(exist_ok=True)
        for table in exported:
            con.execute(f"copy {table} to '{parquet_of(store.folder, table)}' {EXPORT}")


def _days_digest() -> str:
    """SHA-256 of the SQL that merchant_days depends on."""
    folder = Path(features.__file__).with_name("sql")
    texts = [
        text for name, text in sql_files(folder) + sql_files(SCHEMA) if "merchant_days" in name
    ]
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()
