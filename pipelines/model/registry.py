"""Model files addressed by their digest, each with its record beside it.

A folder `models/<sha256>/` holds `model.cbm`, `manifest.json` and `judged.parquet`, the cases the
model was judged on with outcome, score and PD. A folder appears whole, by one rename.
"""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from catboost import CatBoostClassifier, CatBoostError, Pool
from numpy.typing import ArrayLike, NDArray
from pyarrow.lib import ArrowException

from pipelines.errors import Refused
from pipelines.model.artefact import load_bytes
from pipelines.model.fit import pool, raw_scores
from pipelines.model.manifest import Manifest, read_manifest
from pipelines.settings import Settings
from pipelines.store import Workbench

REPORT = "validation.json"
"""What a validation writes beside the model."""
MODEL_ID = re.compile(r"m-[0-9a-f]{12}")


class Model:
    """A registered model, verified and ready to score."""

    def __init__(self, manifest: Manifest, booster: CatBoostClassifier, threads: int) -> None:
        self.manifest, self.booster, self.threads = manifest, booster, threads
        self.model_id = manifest.model_id
        self.features, self.categorical = manifest.features, manifest.categorical

    def pool(self, frame: pd.DataFrame) -> Pool:
        """Return the model's features of `frame`, in its order; Refused when one is missing."""
        self.require(frame)
        return pool(frame[list(self.features)], self.categorical)

    def require(self, frame: pd.DataFrame) -> None:
        """Raise Refused where `frame` lacks one of the model's features."""
        missing = [name for name in self.features if name not in frame]
        if missing:
            raise Refused(
                f"Model {self.model_id} needs {', '.join(missing[:3])}, which this store lacks: "
                "run features and train again"
            )

    def score(self, frame: pd.DataFrame) -> NDArray[np.float64]:
        """Return the raw log-odds of each row."""
        return raw_scores(self.booster, self.pool(frame), threads=self.threads)

    def pd(self, score: ArrayLike) -> NDArray[np.float64]:
        """Return the calibrated PD of raw log-odds."""
        return self.manifest.calibration.pd(score)


def register(settings: Settings, blob: bytes, manifest: Manifest, judged: pd.DataFrame) -> None:
    """Write the model's folder whole; the same model trained again renews its record."""
    try:
        settings.models.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=settings.models))
        try:
            _write(draft / "model.cbm", blob)
            _write(draft / "manifest.json", manifest.to_json().encode())
            judged.to_parquet(draft / "judged.parquet")
            _put_in_place(draft, settings.models / manifest.sha256)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise Refused(
            f"Cannot register the model in {settings.models} ({error.strerror or error}): "
            "make room or give write access, then train again"
        ) from error


def load_model(settings: Settings, model_id: str) -> Model:
    """Load a model after checking its bytes' digest, then its canary; Refused when either fails."""
    folder = model_folder(settings, model_id)
    manifest = read_manifest(folder / "manifest.json")
    return model_of(manifest, _verified_bytes(folder, manifest), settings.threads)


def record_of(settings: Settings, model_id: str) -> Manifest:
    """Return a registered model's record, without loading the model."""
    return read_manifest(model_folder(settings, model_id) / "manifest.json")


def model_of(manifest: Manifest, blob: bytes, threads: int) -> Model:
    """Load a model from its file's verified bytes, then check its canary; Refused if that fails."""
    try:
        booster = load_bytes(blob)
    except CatBoostError as error:
        raise Refused(f"CatBoost cannot load model {manifest.model_id}: train again") from error
    model = Model(manifest, booster, threads)
    _check_canary(model)
    return model


def model_file(settings: Settings, manifest: Manifest) -> bytes:
    """Return a registered model's file; Refused unless it has the digest it is filed under."""
    return _verified_bytes(model_folder(settings, manifest.model_id), manifest)


def champion(settings: Settings) -> Model:
    """Load the model that decides; Refused when there is none yet."""
    holder = Workbench(settings).role_holder("champion")
    if holder is None:
        raise Refused("No champion model yet: run train")
    return load_model(settings, holder.model_id)


def registered(settings: Settings) -> list[Manifest]:
    """Return the records of all registered models, newest first."""
    if not settings.models.is_dir():
        return []
    folders = [entry for entry in settings.models.iterdir() if not entry.name.startswith(".")]
    records = [read_manifest(folder / "manifest.json") for folder in folders]
    return sorted(records, key=lambda record: record.trained_at, reverse=True)


def is_registered(settings: Settings, model_id: str) -> bool:
    """Tell whether the store still has the model's folder."""
    return bool(_folders(settings, model_id))


def has_report(settings: Settings, model_id: str) -> bool:
    """Tell whether a validation report lies beside the model."""
    return (model_folder(settings, model_id) / REPORT).exists()


def judged_cases(settings: Settings, model_id: str) -> pd.DataFrame:
    """Return the cases a model was judged on: index application_id; bad, score (log-odds), pd."""
    path = model_folder(settings, model_id) / "judged.parquet"
    try:
        judged = pd.read_parquet(path)
        return judged[["bad", "score", "pd_before", "pd"]]
    except (OSError, ValueError, KeyError, ArrowException) as error:
        raise Refused(f"{path} is missing or damaged: train again") from error


def write_beside(settings: Settings, model_id: str, name: str, content: bytes) -> None:
    """Put a file into a registered model's folder, whole; Refused when there is no room for it."""
    target = model_folder(settings, model_id) / name
    draft = target.with_name(f".{name}.draft")
    try:
        _write(draft, content)
        os.replace(draft, target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Refused(
            f"Cannot write {target} ({error.strerror}): make room and try again"
        ) from error


def canary_frame(rows: Sequence[dict[str, float | str | None]], model: Model) -> pd.DataFrame:
    """Return the canary's rows as a frame with the model's column types."""
    numeric = {name: float for name in model.features if name not in model.categorical}
    return pd.DataFrame(rows, columns=list(model.features), dtype=object).astype(numeric)


def _check_canary(model: Model) -> None:
    """Refuse a model that does not give its canary cases the recorded scores."""
    canary = model.manifest.canary
    found = model.score(canary_frame(canary.rows, model))
    if not np.allclose(found, canary.scores, rtol=0, atol=1e-9):
        raise Refused(
            f"Model {model.model_id} scores its canary cases differently here than when it was "
            "trained: check the installed CatBoost version or train again"
        )


def model_folder(settings: Settings, model_id: str) -> Path:
    """Return a registered model's folder; no path is ever built from what a caller wrote."""
    if not MODEL_ID.fullmatch(model_id):
        raise Refused(f"{model_id!r} is not a model id: give one like m-0123456789ab")
    found = _folders(settings, model_id)
    if len(found) != 1:
        raise Refused(f"No model {model_id} in {settings.models}: train, or choose another")
    return found[0]


def _folders(settings: Settings, model_id: str) -> list[Path]:
    """Return the folders of digests that begin as the model's id goes on after "m-"."""
    return [f for f in settings.models.glob("*") if f.name.startswith(model_id[2:])]


def _verified_bytes(folder: Path, manifest: Manifest) -> bytes:
    """Return the model file's bytes; Refused unless they have the digest they are filed under."""
    path = folder / "model.cbm"
    try:
        blob = path.read_bytes()
    except OSError as error:
        raise Refused(f"{path} cannot be read ({error.strerror}): train again") from error
    digest = hashlib.sha256(blob).hexdigest()
    if not digest == folder.name == manifest.sha256:
        raise Refused(
            f"{path} is not the file that was registered (its digest differs): "
            "restore it from a backup or train again"
        )
    return blob


def _write(path: Path, content: bytes) -> None:
    """Write and flush to disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(draft: Path, target: Path) -> None:
    """Rename the draft into place, or renew the record of a model that is there already."""
    if not target.exists():
        os.replace(draft, target)
        return
    for name in ("judged.parquet", "manifest.json"):
        os.replace(draft / name, target / name)
