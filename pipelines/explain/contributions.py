"""How much each feature adds to a score: exact SHAP values, from the model's leaf tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.errors import Refused
from pipelines.explain.model_rows import model_row, model_rows
from pipelines.explain.model_tables import tables_of
from pipelines.model import Model

TOLERANCE = 1e-9
PART = 20_000
"""Applications taken apart at once where all would be too many."""


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


@dataclass(frozen=True)
class RowContributions:
    """One score taken apart, in log-odds: base + the sum of the features' `values` = score."""

    base: float
    score: float
    values: NDArray[np.float64]


def contributions(model: Model, frame: pd.DataFrame) -> Contributions:
    """Take the scores of `frame` (index application_id) apart; AdditivityError above 1e-9.

    Scores are CatBoost's own, and so are the values of a model that no leaf table can hold.
    """
    tables, scores = tables_of(model), model.score(frame)
    if tables is None:
        base, values = _native(model, frame)
    else:
        base, values = tables.base, tables.explain_all(*model_rows(model, frame))[1]
    return Contributions(
        application_ids=tuple(frame.index),
        features=model.features,
        base=base,
        values=values,
        scores=scores,
        max_error=check_additivity(frame.index, base, values, scores),
    )


def contributions_in_parts(
    model: Model, frame: pd.DataFrame, *, rows: int = PART
) -> Iterator[Contributions]:
    """The same, some rows at a time and in order."""
    for start in range(0, len(frame), rows):
        yield contributions(model, frame.iloc[start : start + rows])


def in_parts(found: Contributions, *, rows: int = PART) -> Iterator[Contributions]:
    """Contributions found all at once, some rows at a time and in order."""
    for start in range(0, len(found.scores), rows):
        part = slice(start, start + rows)
        yield replace(
            found,
            application_ids=found.application_ids[part],
            values=found.values[part],
            scores=found.scores[part],
        )


def row_contributions(
    model: Model, application_id: str, values: Mapping[Any, float | str | None]
) -> RowContributions:
    """Take one row's score apart, given by feature; no CatBoost where tables hold the model."""
    tables = tables_of(model)
    if tables is None:
        found = contributions(model, pd.DataFrame([values], index=[application_id]))
        return RowContributions(found.base, float(found.scores[0]), found.values[0])
    score, parts = tables.explain(*model_row(model, values))
    check_additivity([application_id], tables.base, parts[None], np.array([score]))
    return RowContributions(tables.base, score, parts)


def _native(model: Model, frame: pd.DataFrame) -> tuple[float, NDArray[np.float64]]:
    shap = model.booster.get_feature_importance(
        model.pool(frame), type="ShapValues", thread_count=model.threads
    )
    return float(shap[0, -1]), shap[:, :-1]


def check_additivity(
    application_ids: Sequence[str] | pd.Index,
    base: float,
    values: NDArray[np.float64],
    scores: NDArray[np.float64],
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
