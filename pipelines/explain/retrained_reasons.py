"""Do the reasons of the turned away hold when the model is fitted again?

Kept as `explanation_stability.json` beside the model, since it takes three more fits.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

import cattrs
import numpy as np
import pandas as pd
from catboost import CatBoostClassifier
from numpy.typing import NDArray

from pipelines.errors import Refused
from pipelines.explain.leaf_tables import leaf_tables
from pipelines.explain.model_rows import model_rows
from pipelines.explain.reason_agreement import Agreement, Codes, agreement
from pipelines.explain.reasons_by_baseline import reason_codes
from pipelines.explain.score_reasons import ReasonIndex
from pipelines.features import FeatureTable
from pipelines.model import Model, Stop
from pipelines.model.data import TrainingData
from pipelines.model.fit import Fitter
from pipelines.model.progress import Watch
from pipelines.model.record import Training
from pipelines.model.registry import model_folder, write_beside
from pipelines.settings import Settings

FILE = "explanation_stability.json"
SAMPLE = 200
EARLIER = pd.Timedelta(days=91)
LABELS = {
    "seed": "another seed",
    "bootstrap": "merchants drawn anew",
    "earlier": "a quarter of a year earlier",
}

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class RetrainedReasons:
    """How the reasons of those above `cut_off` (a PD) agree with those of each refitted model.

    `refits` has one agreement for each of `LABELS` that could be fitted; `seconds` is what they
    took.
    """

    model_id: str
    cut_off: float
    refits: dict[str, Agreement]
    seconds: float

    @property
    def same(self) -> float | None:
        """The mean share of applicants with the same reasons; None where nobody was explained."""
        shares = [found.same for found in self.refits.values() if found.n]
        return float(np.mean(shares)) if shares else None

    @property
    def kept(self) -> float | None:
        """The mean share of an applicant's reasons that return; None where nobody has any."""
        shares = [found.kept for found in self.refits.values() if found.n]
        return float(np.mean(shares)) if shares else None


def retrained_reasons(
    settings: Settings,
    model: Model,
    training: Training,
    table: FeatureTable,
    *,
    cut_off: float,
    stop: Stop | None = None,
) -> RetrainedReasons:
    """Fit three times more, compare the reasons of up to 200 applicants and keep the result.

    Stopped, with nothing kept, as soon as `stop()` says so.
    """
    started = time.perf_counter()
    above = table.frame[model.pd(model.score(table.frame)) > cut_off]
    rows = above.sample(min(SAMPLE, len(above)), random_state=1)
    explain = _Explainer(model, training.fitter, rows)
    stated = explain.codes(model.booster)
    watch = Watch(len(LABELS), None, stop)
    refits = {
        name: agreement(stated, explain.codes(booster))
        for name, booster in _refits(training, model.manifest.trees, watch)
    }
    seconds = round(time.perf_counter() - started, 3)
    found = RetrainedReasons(model.model_id, cut_off, refits, seconds)
    write_beside(settings, model.model_id, FILE, json.dumps(asdict(found), indent=1).encode())
    return found


def read_retrained_reasons(settings: Settings, model_id: str) -> RetrainedReasons | None:
    """Read what was kept beside a model; None where it was not looked at, Refused when damaged."""
    path = model_folder(settings, model_id) / FILE
    if not path.exists():
        return None
    try:
        return cattrs.structure(json.loads(path.read_text(encoding="utf-8")), RetrainedReasons)
    except (OSError, ValueError, TypeError, KeyError, cattrs.BaseValidationError) as error:
        raise Refused(
            f"{path} is damaged ({type(error).__name__}): remove it and train again"
        ) from error


class _Explainer:
    """Gives the same rows their reasons by one model after the other."""

    def __init__(self, model: Model, fitter: Fitter, rows: pd.DataFrame) -> None:
        self._index = ReasonIndex.named(model.features, fitter.data.features)
        self._rows = model_rows(model, rows)

    def codes(self, booster: CatBoostClassifier) -> list[Codes]:
        """The codes of each row's reasons, largest first."""
        parts = leaf_tables(booster).explain_all(*self._rows)[1]
        return reason_codes(parts, self._index)


def _refits(
    training: Training, trees: int, watch: Watch
) -> Iterator[tuple[str, CatBoostClassifier]]:
    """The refitted models; the earlier one is left out where nearly all cases are of one time."""
    fitter, rows = replace(training.fitter, watch=watch), training.fitted
    other = replace(fitter, seed=fitter.seed + 1)
    chosen = {
        "seed": (other, rows),
        "bootstrap": (fitter, merchants_drawn(fitter.data, rows, fitter.seed)),
        "earlier": (fitter, _earlier(fitter.data, rows)),
    }
    for name, (fitting, cases) in chosen.items():
        if 0 < fitter.data.bad[cases].sum() < len(cases):
            yield name, fitting.fit(cases, trees=trees, text=f"Fitting again: {LABELS[name]}")


def merchants_drawn(data: TrainingData, rows: Rows, seed: int) -> Rows:
    """The rows of as many merchants drawn with replacement, all of a merchant's together."""
    merchants, places = np.unique(data.merchants[rows].astype(str), return_inverse=True)
    drawn = np.random.default_rng(seed).integers(len(merchants), size=len(merchants))
    return np.repeat(rows, np.bincount(drawn, minlength=len(merchants))[places])


def _earlier(data: TrainingData, rows: Rows) -> Rows:
    applied_at = data.applied_at[rows]
    return rows[applied_at <= applied_at.max() - EARLIER]
