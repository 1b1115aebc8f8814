"""What a champion has to beat: logistic regression on the same features, and sales alone."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

from pipelines.model.data import TrainingData
from pipelines.model.split import Rows
from pipelines.stats.intervals import Interval, auc_difference_interval, auc_interval

SALES_LEVEL = "sales_365d_cents"
FARTHEST = 4.0
MOST_FITTED = 200_000
"""A logistic regression of a few hundred inputs gains nothing noticeable from more cases."""
LABELS = {
    "logistic": "Logistic regression on the same features",
    "sales": "Sales of the last 365 days alone",
}


@dataclass(frozen=True)
class Baseline:
    """A baseline's AUC on the same cases and how much the champion's is above it (paired)."""

    name: str
    label: str
    auc: Interval
    champion_minus: Interval


def compared(
    bad: NDArray[np.int64], scores: dict[str, NDArray[np.float64]]
) -> tuple[Baseline, ...]:
    """Compare each baseline's scores with those named champion, case by case."""
    return tuple(
        Baseline(
            name=name,
            label=label,
            auc=auc_interval(bad, scores[name]),
            champion_minus=auc_difference_interval(bad, scores["champion"], scores[name]),
        )
        for name, label in LABELS.items()
        if name in scores
    )


def logistic_scores(data: TrainingData, fit: Rows, judge: Rows) -> NDArray[np.float64]:
    """Return the log-odds of a logistic regression fitted on `fit`, for the cases in `judge`.

    Of more than `MOST_FITTED` cases it sees so many, drawn at random.
    """
    model = logistic_pipeline(data)
    if len(fit) > MOST_FITTED:
        fit = np.random.default_rng(0).choice(fit, MOST_FITTED, replace=False, shuffle=False)
    model.fit(data.frame.iloc[fit], data.bad[fit])
    return np.asarray(model.decision_function(data.frame.iloc[judge]), dtype=float)


def sales_scores(data: TrainingData, judge: Rows) -> NDArray[np.float64] | None:
    """Return minus the log of a year's sales, nothing sold where missing; None without sales."""
    if SALES_LEVEL not in data.frame:
        return None
    sales = data.frame[SALES_LEVEL].iloc[judge].fillna(0.0).to_numpy(dtype=float)
    return -signed_log(sales)


def logistic_pipeline(data: TrainingData) -> Pipeline:
    """Signed log of money and counts, median and missing flags, standardised; categories one-hot.

    Standardised values end at `FARTHEST`, so that one outlier of a later year does not decide a
    score by itself. Ridge penalty of scikit-learn's default strength, C = 1.
    """
    logged = [f.name for f in data.features if f.unit in ("money", "count")]
    plain = [f.name for f in data.features if f.unit not in ("money", "count")]
    steps = [
        ("logged", _numeric(FunctionTransformer(signed_log)), _without(logged, data)),
        ("plain", _numeric(FunctionTransformer()), _without(plain, data)),
        ("categories", OneHotEncoder(handle_unknown="ignore"), list(data.categorical)),
    ]
    return make_pipeline(ColumnTransformer(steps), LogisticRegression(max_iter=2000))


def signed_log(values: pd.DataFrame | NDArray[np.float64]) -> NDArray[np.float64]:
    """Return sign(x) ln(1 + |x|), the log that takes losses and nothing as well."""
    x = np.asarray(values, dtype=float)
    return np.sign(x) * np.log1p(np.abs(x))


def _numeric(transform: FunctionTransformer) -> Pipeline:
    """Transform, fill with the median beside a missing flag, standardise."""
    fill = SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True)
    end = FunctionTransformer(np.clip, kw_args={"a_min": -FARTHEST, "a_max": FARTHEST})
    return make_pipeline(transform, fill, StandardScaler(), end)


def _without(names: list[str], data: TrainingData) -> list[str]:
    """Return the names that are not categories."""
    return [name for name in names if name not in data.categorical]
