"""What every contestant is given, and how it answers; nothing here needs more than CatBoost.

The folder holds `rows.csv`, one application a row, and `model.cbm`, the model that scores them. A
contestant runs in a process of its own, by its own interpreter, and prints one line of JSON.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from catboost import CatBoostClassifier, Pool

ROWS, NUMBERS, CATEGORIES = 20_000, 34, 6
CUT_OFF = 0.15
"""The PD from which an application is declined."""
DECLINED = 3
"""Declined applications that recourse is sought for."""
FREE = tuple(f"n{place:02d}" for place in range(20))
"""The features that recourse may change."""
TEXTS = tuple(f"c{place}" for place in range(CATEGORIES))
FEATURES = (*(f"n{place:02d}" for place in range(NUMBERS)), *TEXTS)
KIB_PER_MB = 1024
Value = float | str | list[float]


@dataclass(frozen=True)
class Contest:
    """The rows, whether each went bad, and the model, whose features are the columns in order."""

    frame: pd.DataFrame
    bad: pd.Series
    model: CatBoostClassifier

    def pd(self, frame: pd.DataFrame) -> np.ndarray:
        """The model's own probability of a bad."""
        return self.model.predict_proba(frame[list(FEATURES)])[:, 1]

    def declined(self) -> list[int]:
        """Places of the first few declined applications that are not hopeless: PD up to 0.5."""
        found = self.pd(self.frame)
        return np.flatnonzero((found > CUT_OFF) & (found < 0.5))[:DECLINED].tolist()


def load(folder: Path) -> Contest:
    """Read the contest."""
    rows = pd.read_csv(
        folder / "rows.csv", dtype=dict.fromkeys(TEXTS, object), float_precision="round_trip"
    )
    model = CatBoostClassifier()
    model.load_model(str(folder / "model.cbm"))
    return Contest(rows[list(FEATURES)], rows["is_bad"], model)


def text_places() -> list[int]:
    """Where the categories stand among the features."""
    return [FEATURES.index(name) for name in TEXTS]


def pool(frame: pd.DataFrame) -> Pool:
    """CatBoost's view of rows."""
    return Pool(frame, cat_features=text_places())


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What the work returned, and its seconds."""
    started = time.perf_counter()
    found = work()
    return found, time.perf_counter() - started


def median_seconds(work: Callable[[int], Any], times: int) -> float:
    """The median of several runs, each told its number, after one that does not count."""
    work(0)
    return float(np.median([timed(lambda n=n: work(n))[1] for n in range(1, times + 1)]))


def peak_mb() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MB


def answer(contestant: str, figures: dict[str, Value]) -> None:
    """Print the contestant's line; whatever else a library prints stands before it."""
    print(json.dumps({"contestant": contestant, "figures": figures}), flush=True)


def folder_given() -> Path:
    """The contest's folder, from the command line."""
    return Path(sys.argv[1])
