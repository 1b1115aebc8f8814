"""Cases of 34 numbers and 6 categories of 4 to 14 levels, a tenth bad, and a model fitted on them.

It is the set on which the rivals in contributions were measured before.
"""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
from catboost import CatBoostClassifier, Pool
from sklearn.datasets import make_classification

from pipelines.features import Feature
from pipelines.model import Model
from pipelines.model.artefact import load_bytes, model_bytes

CASES, COLUMNS, TREES = 20_000, 40, 300
NAMES = [f"x{place}" for place in range(COLUMNS)]
WORDS = NAMES[34:]
FEATURES = [
    Feature(n, n, "", "text" if n in WORDS else "number", None, "", 0, "", "A01") for n in NAMES
]


def cases() -> tuple[pd.DataFrame, Any]:
    """The cases and which are bad."""
    numbers, bad = make_classification(
        CASES, COLUMNS, n_informative=12, n_redundant=8, weights=[0.9], random_state=1
    )
    frame = pd.DataFrame(numbers, columns=NAMES)
    for place, name in enumerate(WORDS):
        levels = pd.qcut(frame[name], 4 + 2 * place, labels=False)
        frame[name] = "level " + levels.astype("str")
    return frame, bad


def fitted(frame: pd.DataFrame, bad: Any, *, depth: int, threads: int) -> CatBoostClassifier:
    """A booster as it is registered."""
    pool = Pool(frame, bad, cat_features=WORDS)
    booster = CatBoostClassifier(
        iterations=TREES, depth=depth, max_ctr_complexity=1, thread_count=threads,
        verbose=False, allow_writing_files=False,
    ).fit(pool)  # fmt: skip
    return load_bytes(model_bytes(booster, pool, FEATURES))


def as_model(booster: CatBoostClassifier, threads: int) -> Model:
    """The booster in the place of a registered model; its PDs are those of its scores."""
    manifest: Any = SimpleNamespace(
        model_id="bench",
        features=tuple(NAMES),
        categorical=tuple(WORDS),
        calibration=SimpleNamespace(pd=lambda score: 1 / (1 + np.exp(-np.asarray(score)))),
    )
    return Model(manifest, booster, threads)
