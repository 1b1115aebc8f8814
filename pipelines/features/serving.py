"""The newest features of every merchant, published to `serving/` for decisions at the checkout.

Features are made of whole days before a request, so those of a merchant who asks on the day after
the book's as-of date are the same all that day: they are computed once, when the features are
published, and only what depends on the request itself is worked out when it comes.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from pipelines.errors import Refused
from pipelines.features.build import catalogue_digest
from pipelines.features.catalogue import catalogue
from pipelines.features.compose import features_sql
from pipelines.ingest.files import file_sha256
from pipelines.settings import Settings
from pipelines.store import History, sql_text

MANIFEST = "features.json"


@dataclass(frozen=True)
class Snapshot:
    """What `serving/features.json` says of the newest features: all a reader has to check.

    `as_of` is the last day they count; `sha256` the digest of `file`, which is named by it.
    """

    version_id: str
    content_hash: str
    as_of: str
    merchants: int
    features: int
    catalogue_digest: str
    file: str
    sha256: str


@dataclass(frozen=True)
class NewestFeatures:
    """The newest features: one row per merchant, indexed by merchant_id, NaN for missing.

    Those that rest on the request itself are missing; `with_order_amount` fills them in.
    """

    snapshot: Snapshot
    frame: pd.DataFrame

    @property
    def as_of(self) -> date:
        """The last day the features count."""
        return date.fromisoformat(self.snapshot.as_of)


def publish_newest_features(settings: Settings, history: History) -> Snapshot:
    """Compute every merchant's newest features and put them in place with one rename.

    The file is named by its digest; the manifest that names the file is replaced last, so that a
    reader sees the old snapshot or the new one, whole.
    """
    asked = sql_text(__file__, "sql/asked_newest.sql")
    version = history.version()
    table = history.arrow(features_sql(asked=asked)).drop_columns(["application_id", "applied_at"])
    settings.serving.mkdir(parents=True, exist_ok=True)
    draft = settings.serving / "features.building"
    pq.write_table(table, draft, compression="zstd")
    digest = file_sha256(draft)
    file = f"features-{digest[:16]}.parquet"
    draft.replace(settings.serving / file)
    snapshot = Snapshot(
        version_id=version.version_id,
        content_hash=version.content_hash,
        as_of=version.book.as_of.isoformat(),
        merchants=table.num_rows,
        features=len(catalogue()),
        catalogue_digest=catalogue_digest(),
        file=file,
        sha256=digest,
    )
    _replace(settings.serving / MANIFEST, json.dumps(asdict(snapshot), indent=1))
    for old in settings.serving.glob("features-*.parquet"):
        if old.name != file:
            old.unlink(missing_ok=True)
    return snapshot


def newest_features(settings: Settings) -> NewestFeatures:
    """Read the published snapshot; `Refused` where it is none, or not the right one."""
    advice = "run `python -m pipelines features`"
    try:
        stated = json.loads((settings.serving / MANIFEST).read_text(encoding="utf-8"))
        snapshot = Snapshot(**stated)
    except (OSError, ValueError, TypeError) as error:
        raise Refused(f"no newest features in {settings.serving}: {advice}") from error
    path = settings.serving / snapshot.file
    if not path.exists() or file_sha256(path) != snapshot.sha256:
        raise Refused(f"{path} is not the file its manifest names: {advice}")
    if snapshot.catalogue_digest != catalogue_digest():
        raise Refused(
            f"the newest features in {settings.serving} are of another catalogue: {advice}"
        )
    frame = pq.read_table(path).to_pandas().set_index("merchant_id").astype("float64")
    return NewestFeatures(snapshot, frame)


def _replace(path: Path, text: str) -> None:
    draft = path.with_suffix(".building")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
