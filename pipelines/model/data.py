"""The labelled applications a model learns from."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.errors import Refused
from pipelines.features import Feature, FeatureTable, feature_frame
from pipelines.model.label import DEFAULT, SHORTFALL, Label
from pipelines.store import History, sql_text

FEWEST = 20
"""The fewest bads, and goods, a model may be trained on."""
OUTCOMES = {DEFAULT: "outcomes", SHORTFALL: "shortfalls"}
NOTHING_KNOWN = {
    DEFAULT: "No outcomes in this store, so there is nothing to learn from: import defaults "
    "(or loans with their payments), then run features. A book with sales and no loans yet can "
    "learn from a proxy: run `python -m pipelines cold-start`, then features, then "
    "`python -m pipelines train --label shortfall`",
    SHORTFALL: "No application of this store has a shortfall label, which takes sales of "
    "the year before and of all months of an offer after: run `python -m pipelines cold-start`, "
    "then features",
}
ONLY = {DEFAULT: ("was repaid", "defaulted"), SHORTFALL: ("was paid from sales", "fell short")}


@dataclass(frozen=True)
class TrainingData:
    """One row per application with a known outcome, in the same order in every field.

    `bad` is 1 for a default; `known_on` is the day through which the outcome was observed. `label`
    says what a bad is: "default", or "shortfall", the proxy of a book without loans. `weight` is
    how many cases a row stands for.
    """

    frame: pd.DataFrame
    bad: NDArray[np.int64]
    applied_at: pd.DatetimeIndex
    known_on: pd.DatetimeIndex
    merchants: NDArray[np.object_]
    features: tuple[Feature, ...]
    categorical: tuple[str, ...]
    weight: NDArray[np.float64]
    label: Label = DEFAULT


def training_data(history: History, *, label: Label = DEFAULT) -> TrainingData:
    """Join features and outcomes of `label`; Refused when there are too few of either class."""
    outcomes = history.frame(sql_text(__file__, f"sql/{OUTCOMES[label]}.sql"))
    if outcomes.empty:
        raise Refused(NOTHING_KNOWN[label])
    return labelled(feature_frame(history), outcomes.set_index("application_id"), label=label)


def labelled(
    table: FeatureTable, outcomes: pd.DataFrame, *, label: Label = DEFAULT
) -> TrainingData:
    """Keep the applications with an outcome (index application_id); Refused when too few.

    `outcomes` has observed_through and, named after the label, is_default or is_shortfall.
    """
    known = outcomes.loc[outcomes.index.isin(table.frame.index)].sort_index()
    bad = known[f"is_{label}"].to_numpy(dtype=np.int64)
    _check_counts(bads=int(bad.sum()), n=len(bad), label=label)
    applications = table.applications.loc[known.index]
    scored = tuple(feature for feature in table.features if feature.scored)
    frame = table.frame.loc[known.index, [feature.name for feature in scored]]
    _check_finite(frame)
    return TrainingData(
        frame=frame,
        bad=bad,
        applied_at=pd.DatetimeIndex(applications["applied_at"]),
        known_on=pd.DatetimeIndex(known["observed_through"]),
        merchants=applications["merchant_id"].to_numpy(dtype=object),
        features=scored,
        categorical=table.categorical,
        weight=np.ones(len(bad)),
        label=label,
    )


def _check_counts(*, bads: int, n: int, label: Label) -> None:
    """Refuse a single class, or fewer than `FEWEST` cases of either."""
    if n == 0:
        raise Refused("No application with an outcome has features: run features, then train")
    if bads in (0, n):
        only = ONLY[label][bool(bads)]
        raise Refused(
            f"Every one of the {n} known outcomes {only}: a model needs both classes; "
            "import outcomes of both kinds"
        )
    if min(bads, n - bads) < FEWEST:
        raise Refused(
            f"{bads} bads and {n - bads} goods are too few to train on: import outcomes until "
            f"there are at least {FEWEST} of each"
        )


def _check_finite(frame: pd.DataFrame) -> None:
    """Refuse infinite numbers: no model and no baseline can place them."""
    numbers = frame.select_dtypes("number")
    infinite = np.isinf(numbers.to_numpy(dtype=float)).sum(axis=0)
    found = [f"{name} ({n})" for name, n in zip(numbers, infinite, strict=True) if n]
    if found:
        raise Refused(
            f"Infinite values in {', '.join(found[:3])}: correct these rows of the import, or list "
            "the column under not_features in its mapping"
        )
