"""The rows and the model of the contest, as a store of ours and as plain files for the rivals."""

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.datasets import make_classification

from pipelines.ingest.table import import_table
from pipelines.model import Manifest
from pipelines.model.artefact import model_bytes
from pipelines.model.data import TrainingData, training_data
from pipelines.model.fit import Parameters
from pipelines.model.record import manifest_of
from pipelines.model.registry import register
from pipelines.model.train import train_on
from pipelines.settings import Settings
from pipelines.stages import build_feature_tables
from pipelines.store import History, Workbench
from tests.benchmarks.rivals.contest import CATEGORIES, FEATURES, NUMBERS, ROWS, TEXTS

TREES, DEPTH = 300, 4
BAD_RATE = 0.1
MAPPING = Path(__file__).with_name("applications.toml")


def prepare(folder: Path) -> None:
    """Draw the rows, import them into `folder/store`, register a model there and copy its file."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn(ROWS).to_csv(folder / "rows.csv", index=False)
    settings = Settings(store=folder / "store")
    import_table(settings, [folder / "rows.csv"], "applications", MAPPING)
    build_feature_tables(settings)
    with History(settings) as history:
        data, version = only_given(training_data(history)), history.version()
    training = train_on(settings, data, version, parameters=Parameters(iterations=50)).training
    booster = training.fitter.fit(np.arange(ROWS), trees=TREES, text="Fitting")
    blob = model_bytes(booster, training.fitter.pool(np.arange(ROWS)), data.features)
    digest = hashlib.sha256(blob).hexdigest()
    whole = replace(training, blob=blob)
    record = manifest_of(whole, digest, version, hold_out_use=0, seconds=0.0)
    register(settings, blob, record, whole.evaluation.judged)
    promote(settings, record)
    shutil.copy(settings.models / digest / "model.cbm", folder / "model.cbm")


def drawn(n: int, *, seed: int = 1) -> pd.DataFrame:
    """`n` applications over two years: numbers, categories cut from numbers, and the outcome."""
    values, bad = make_classification(
        n_samples=n, n_features=NUMBERS + CATEGORIES, n_informative=15, n_redundant=10,
        weights=[1 - BAD_RATE], class_sep=1.2, random_state=seed,
    )  # fmt: skip
    frame = pd.DataFrame(values, columns=list(FEATURES))
    for place, name in enumerate(TEXTS):
        levels = pd.qcut(frame[name], 4 + 2 * place, labels=False)
        frame[name] = [f"{name}-{level}" for level in levels]
    day = pd.Timestamp("2023-01-01") + pd.to_timedelta(np.arange(n) * 720 // n, unit="D")
    return frame.assign(
        row=[f"a{place:05d}" for place in range(n)],
        applied_on=day.strftime("%Y-%m-%d"),
        observed_on=(day + pd.Timedelta(days=30)).strftime("%Y-%m-%d"),
        is_bad=bad,
    )


def only_given(data: TrainingData) -> TrainingData:
    """The cases with the contest's features alone, in its order."""
    known = {feature.name: feature for feature in data.features}
    features = tuple(known[name] for name in FEATURES)
    return replace(data, frame=data.frame[list(FEATURES)], features=features)


def promote(settings: Settings, record: Manifest) -> None:
    """Let the model decide."""
    Workbench(settings).assign_role(
        model_id=record.model_id, role="champion", actor="benchmark", reason="the contest's model"
    )
