"""What the checkout decides by, published to `serving/`: features, purchases, and what is owed.

Features are made of whole days before a request, so those of a merchant who asks on the day after
the book's as-of date are the same all that day: they are computed once, when the features are
published, and only what depends on the request itself is worked out when it comes.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.errors import Refused
from pipelines.features.build import catalogue_digest
from pipelines.features.catalogue import catalogue
from pipelines.features.compose import features_sql
from pipelines.ingest.files import file_sha256
from pipelines.settings import Settings
from pipelines.store import History, sql_text

MANIFEST = "features.json"
ADVICE = "run `python -m pipelines features`"


@dataclass(frozen=True)
class ServedFile:
    """One published file, named by its digest, and the SHA-256 of its bytes."""

    file: str
    sha256: str


@dataclass(frozen=True)
class Snapshot:
    """What `serving/features.json` says of what is published: all a reader has to check.

    `as_of` is the last day it counts. `newest` has the newest features of every merchant, `bought`
    how often each bought from whom, `owed` each merchant's industry and open principal.
    """

    version_id: str
    content_hash: str
    as_of: str
    currency: str
    is_synthetic: bool
    merchants: int
    features: int
    catalogue_digest: str
    newest: ServedFile
    bought: ServedFile
    owed: ServedFile


@dataclass(frozen=True)
class NewestFeatures:
    """The newest features: one row per merchant, indexed by merchant_id, NaN for missing.

    Those that rest on the request itself are missing; `with_order_amount` fills them in.
    `purchases` counts each merchant's purchases of the last 365 days by supplier, for those.
    """

    snapshot: Snapshot
    frame: pd.DataFrame
    purchases: Mapping[tuple[str, str], int]

    @property
    def as_of(self) -> date:
        """The last day the features count."""
        return date.fromisoformat(self.snapshot.as_of)


def publish_newest_features(settings: Settings, history: History) -> Snapshot:
    """Compute what the checkout decides by and put it in place with one rename.

    Files are named by their digests; the manifest that names them is replaced last, so that a
    reader sees the old snapshot or the new one, whole.
    """
    asked = sql_text(__file__, "sql/asked_newest.sql")
    version = history.version()
    table = history.arrow(features_sql(asked=asked)).drop_columns(["application_id", "applied_at"])
    settings.serving.mkdir(parents=True, exist_ok=True)
    snapshot = Snapshot(
        version_id=version.version_id,
        content_hash=version.content_hash,
        as_of=version.book.as_of.isoformat(),
        currency=version.book.currency,
        is_synthetic=version.book.is_synthetic,
        merchants=table.num_rows,
        features=len(catalogue()),
        catalogue_digest=catalogue_digest(),
        newest=_publish(settings, "features", table),
        bought=_publish(settings, "purchases", _computed(history, "newest_purchases")),
        owed=_publish(settings, "exposures", _computed(history, "newest_exposures")),
    )
    _replace(settings.serving / MANIFEST, json.dumps(asdict(snapshot), indent=1))
    _forget_others(settings, snapshot)
    return snapshot


def newest_features(settings: Settings) -> NewestFeatures:
    """Read the published snapshot; `Refused` where it is none, or not the right one."""
    snapshot = read_snapshot(settings)
    if snapshot.catalogue_digest != catalogue_digest():
        raise Refused(
            f"the newest features in {settings.serving} are of another catalogue: {ADVICE}"
        )
    frame = read_served(settings, snapshot.newest).to_pandas().set_index("merchant_id")
    bought = read_served(settings, snapshot.bought).to_pydict()
    pairs = zip(bought["merchant_id"], bought["supplier_id"], strict=True)
    purchases = dict(zip(pairs, bought["purchases"], strict=True))
    return NewestFeatures(snapshot, frame.astype("float64"), purchases)


def read_snapshot(settings: Settings) -> Snapshot:
    """Read the manifest; `Refused` where there is none of this version."""
    try:
        stated = json.loads((settings.serving / MANIFEST).read_text(encoding="utf-8"))
        files = {name: ServedFile(**stated[name]) for name in ("newest", "bought", "owed")}
        return Snapshot(**(stated | files))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Refused(f"no newest features in {settings.serving}: {ADVICE}") from error


def read_served(settings: Settings, served: ServedFile) -> pa.Table:
    """Read one file of the snapshot; `Refused` unless it is the one its manifest names."""
    path = settings.serving / served.file
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused(f"{path} cannot be read ({error.strerror}): {ADVICE}") from error
    if hashlib.sha256(content).hexdigest() != served.sha256:
        raise Refused(f"{path} is not the file its manifest names: {ADVICE}")
    return pq.read_table(pa.BufferReader(content))


def _computed(history: History, name: str) -> pa.Table:
    return history.arrow(sql_text(__file__, f"sql/{name}.sql"))


def _publish(settings: Settings, name: str, table: pa.Table) -> ServedFile:
    draft = settings.serving / f"{name}.building"
    pq.write_table(table, draft, compression="zstd")
    digest = file_sha256(draft)
    file = f"{name}-{digest[:16]}.parquet"
    draft.replace(settings.serving / file)
    return ServedFile(file, digest)


def _replace(path: Path, text: str) -> None:
    draft = path.with_suffix(".building")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def _forget_others(settings: Settings, snapshot: Snapshot) -> None:
    """Remove what earlier snapshots named."""
    kept = {snapshot.newest.file, snapshot.bought.file, snapshot.owed.file}
    for old in settings.serving.glob("*.parquet"):
        if old.name not in kept:
            old.unlink(missing_ok=True)
