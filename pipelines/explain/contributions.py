"""How much each feature adds to a score: exact SHAP values by CatBoost itself."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.errors import Refused
from pipelines.model import Model

TOLERANCE = 1e-9


class AdditivityError(Refused):
    """The contributions of at least one application do not add up to its score."""


@dataclass(frozen=True)
class Contributions:
    """Scores taken apart, in log-odds: base + sum of an application's values = its score.

    `values` is applications x features, positive where a feature raises the risk; `base` is the
    mean score over the fitted cases (path-dependent SHAP; with categories as encoded while
    fitting), so a contribution compares with them and does not depend on who else is explained;
    `max_error` is the largest difference found between a score and its sum.
    """

    application_ids: tuple[str, ...]
    features: tuple[str, ...]
    base: float
    values: NDArray[np.float64]
    scores: NDArray[np.float64]
    max_error: float


def contributions(model: Model, frame: pd.DataFrame) -> Contributions:
    """Take the scores of `frame` (index application_id) apart; AdditivityError above 1e-9."""
    shap = model.booster.get_feature_importance(
        model.pool(frame), type="ShapValues", thread_count=model.threads
    )
    values, base, scores = shap[:, :-1], shap[:, -1], model.score(frame)
    return Contributions(
        application_ids=tuple(frame.index),
        features=model.features,
        base=float(base[0]),
        values=values,
        scores=scores,
        max_error=check_additivity(frame.index, float(base[0]), values, scores),
    )


def check_additivity(
    application_ids: pd.Index, base: float, values: NDArray[np.float64], scores: NDArray[np.float64]
) -> float:
    """Return the largest |score - base - sum of contributions|; AdditivityError above 1e-9."""
    error = np.abs(scores - base - values.sum(axis=1))
    worst = int(error.argmax())
    if not error[worst] <= TOLERANCE:
        raise AdditivityError(
            f"Contributions of application {application_ids[worst]} miss its score by "
            f"{error[worst]:.2e}: train again before explaining with this model"
        )
    return float(error[worst])
