"""Named baselines, frozen beside the model: whom an applicant's score is compared with.

`baselines.parquet` holds the reference rows themselves, so that no later book changes them;
`baselines.json` says what they are, with their digest and its own.
"""

import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from pyarrow.lib import ArrowException

from pipelines.errors import Refused
from pipelines.explain.leaf_tables import LeafTables, leaf_tables
from pipelines.explain.model_rows import model_rows
from pipelines.explain.reference_sets import FEWEST, LABELS, SEED, reference_set
from pipelines.features import FeatureTable
from pipelines.model import Model
from pipelines.model.registry import model_folder, write_beside
from pipelines.settings import Settings

FITTED = "fitted"
"""The path-dependent default: the cases the model was fitted on, of which no rows are needed."""
FITTED_LABEL = "Cases the model was fitted on"
ROWS_FILE, RECORD_FILE = "baselines.parquet", "baselines.json"
RECORDED = ("model_sha256", "policy_version", "cut_off", "data_version", "seed", "rows_sha256")


@dataclass(frozen=True)
class Baseline:
    """A reference set; `base` is the mean score of its `n` rows in log-odds."""

    name: str
    label: str
    n: int
    application_ids: tuple[str, ...]
    base: float

    @property
    def is_small(self) -> bool:
        """Whether the book had fewer rows than steady reasons take."""
        return self.n < FEWEST


@dataclass(frozen=True)
class Baselines:
    """All reference sets of a model, verified, and what they were drawn from."""

    sets: tuple[Baseline, ...]
    rows: dict[str, pd.DataFrame]
    policy_version: str
    cut_off: float
    data_version: str
    rows_sha256: str


def freeze_baselines(
    settings: Settings,
    model: Model,
    table: FeatureTable,
    *,
    cut_off: float,
    policy_version: str,
    data_version: str,
) -> Baselines:
    """Draw the reference sets from the applications of `table` and keep them with the model.

    Sets that are there already stay as they are. Refused where there is no application, or where
    the sets on disk are damaged.
    """
    if not has_baselines(settings, model.model_id):
        rows, sets = _drawn(model, table, cut_off)
        content = rows.to_parquet(index=False)
        record = {
            "model_sha256": model.manifest.sha256,
            "policy_version": policy_version,
            "cut_off": cut_off,
            "data_version": data_version,
            "seed": SEED,
            "rows_sha256": hashlib.sha256(content).hexdigest(),
            "sets": sets,
        }
        text = json.dumps(record | {"sha256": _digest(record)}, indent=2)
        write_beside(settings, model.model_id, ROWS_FILE, content)
        write_beside(settings, model.model_id, RECORD_FILE, text.encode())
    return read_baselines(settings, model)


def has_baselines(settings: Settings, model_id: str) -> bool:
    """Whether reference sets were frozen with the model."""
    return (model_folder(settings, model_id) / RECORD_FILE).exists()


def read_baselines(settings: Settings, model: Model) -> Baselines:
    """The model's reference sets, their digests verified; Refused when missing or damaged."""
    folder = model_folder(settings, model.model_id)
    if not has_baselines(settings, model.model_id):
        raise Refused(
            f"Model {model.model_id} was registered without baselines: run `python -m pipelines "
            "score`, which draws and keeps them"
        )
    record = _record(folder / RECORD_FILE, model)
    rows = _rows(folder / ROWS_FILE, record, model)
    return Baselines(
        sets=tuple(_baseline(name, rows[name], base) for name, base in record["sets"].items()),
        rows=rows,
        policy_version=record["policy_version"],
        cut_off=record["cut_off"],
        data_version=record["data_version"],
        rows_sha256=record["rows_sha256"],
    )


def baseline_tables(settings: Settings, model: Model, name: str) -> LeafTables:
    """The model's leaf tables against that baseline; Refused for a name there is none of."""
    if name == FITTED:
        return leaf_tables(model.booster)
    rows = read_baselines(settings, model).rows
    if name not in rows:
        raise Refused(f"there is no baseline {name!r}: choose one of {FITTED}, {', '.join(rows)}")
    return tables_against(model, rows[name])


def tables_by_baseline(settings: Settings, model: Model) -> dict[str, LeafTables]:
    """The model's leaf tables against every baseline, the cases it was fitted on first."""
    rows = read_baselines(settings, model).rows
    return {FITTED: leaf_tables(model.booster)} | {
        name: tables_against(model, chosen) for name, chosen in rows.items()
    }


def tables_against(model: Model, rows: pd.DataFrame) -> LeafTables:
    """The model's leaf tables against the rows of a reference set."""
    return leaf_tables(model.booster, reference=model_rows(model, rows))


def _drawn(
    model: Model, table: FeatureTable, cut_off: float
) -> tuple[pd.DataFrame, dict[str, float]]:
    """The rows of all sets, one after another, and each set's mean score by its name."""
    if table.frame.empty:
        raise Refused("there is no application to draw baselines from: import some, run features")
    scores = model.score(table.frame)
    pds = pd.Series(model.pd(scores), index=table.frame.index)
    frames, bases = [], {}
    for name in LABELS:
        places = reference_set(name, pds, cut_off)
        if len(places):
            bases[name] = float(scores[places].mean())
            rows = table.frame.iloc[places][list(model.features)].reset_index(names="application")
            frames.append(rows.assign(baseline=name))
    return pd.concat(frames, ignore_index=True), bases


def _record(path: Path, model: Model) -> dict[str, Any]:
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        given = record.pop("sha256")
        whole = given == _digest(record) and set(record) == {*RECORDED, "sets"}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _damaged(path) from error
    if not whole or record["model_sha256"] != model.manifest.sha256:
        raise _damaged(path)
    return record


def _rows(path: Path, record: dict[str, Any], model: Model) -> dict[str, pd.DataFrame]:
    """The rows by set, index application_id; no byte is parsed before its digest is checked."""
    try:
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != record["rows_sha256"]:
            raise _damaged(path)
        every = pd.read_parquet(io.BytesIO(content))
    except (OSError, ValueError, ArrowException) as error:
        raise _damaged(path) from error
    return {
        name: every[every["baseline"] == name].set_index("application")[list(model.features)]
        for name in record["sets"]
    }


def _baseline(name: str, rows: pd.DataFrame, base: float) -> Baseline:
    return Baseline(name, LABELS[name], len(rows), tuple(map(str, rows.index)), base)


def _digest(record: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


def _damaged(path: Path) -> Refused:
    return Refused(
        f"{path} is damaged (its digest differs): restore it from a backup, or delete "
        f"{RECORD_FILE} beside it and run `python -m pipelines score`, which draws it anew"
    )
