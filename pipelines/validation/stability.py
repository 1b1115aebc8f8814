"""Have scores and features moved between the fitted and the judged cases?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.model.fit import pool, raw_scores
from pipelines.profile.binned import binned_number, binned_values
from pipelines.profile.drift import drift
from pipelines.profile.records import Drift
from pipelines.validation.case import ValidationCase

SCORE = "score"


@dataclass(frozen=True)
class Shift:
    """How far the score, or one feature (its CSI), of the judged cases lies from the fitted ones'.

    `importance` is the feature's share in the model, in per cent; None for the score itself.
    """

    name: str
    drift: Drift
    importance: float | None


@dataclass(frozen=True)
class Stability:
    """The score's shift and every feature's, largest PSI first, from `fitted` to `judged` cases."""

    fitted: int
    judged: int
    score: Shift
    features: tuple[Shift, ...]


def stability(case: ValidationCase, importance: dict[str, float]) -> Stability | None:
    """Compare fitted and judged cases; None in cross-validation, where they are of one time."""
    if not case.is_out_of_time:
        return None
    data, fold = case.fitter.data, case.folds[0]
    rows = np.concatenate([fold.fitted, fold.judged])
    newest = np.arange(len(rows)) >= len(fold.fitted)
    frame = data.frame.iloc[rows]
    score = raw_scores(fold.booster, pool(frame, data.categorical))
    shifts = [
        Shift(name, _feature_drift(frame[name], newest, name in data.categorical), share)
        for name, share in importance.items()
    ]
    return Stability(
        fitted=len(fold.fitted),
        judged=len(fold.judged),
        score=Shift(SCORE, drift(binned_number(score, ~newest), score, newest), None),
        features=tuple(sorted(shifts, key=lambda shift: -shift.drift.psi)),
    )


def _feature_drift(values: pd.Series, newest: NDArray[np.bool_], is_text: bool) -> Drift:
    return drift(*binned_values(values, is_text=is_text, reference=~newest), newest)
