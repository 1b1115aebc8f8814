"""Scores and contributions of the whole book, written to the store."""

from collections.abc import Callable, Mapping

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.explain.contributions import Contributions, contributions
from pipelines.features import FeatureTable
from pipelines.model import Model
from pipelines.reasons import Statement, check_coverage

Grade = Callable[[NDArray[np.float64]], NDArray[np.str_]]
"""From PDs to grades, by the policy's bounds."""
Explain = Callable[[Model, pd.DataFrame], Contributions]
"""From a model and features to scores taken apart: here, or on other machines."""


def explain_book(
    con: duckdb.DuckDBPyConnection,
    table: FeatureTable,
    model: Model,
    statements: Mapping[str, Statement],
    *,
    grade: Grade,
    explain: Explain = contributions,
) -> Contributions:
    """Fill the tables `scores` and `contributions` anew; nothing is written unless all rows add up.

    Refused when a scored feature's reason has no statement.
    """
    scored = [feature for feature in table.features if feature.name in model.features]
    check_coverage({feature.reason for feature in scored}, statements)
    found = explain(model, table.frame)
    con.execute("delete from scores")
    con.execute("delete from contributions")
    con.append("scores", _score_rows(found, model, grade))
    con.append("contributions", _contribution_rows(found, model, table.frame))
    return found


def _score_rows(found: Contributions, model: Model, grade: Grade) -> pd.DataFrame:
    """Return one row per application, in the columns of table `scores`."""
    pd_ = model.pd(found.scores)
    return pd.DataFrame(
        {
            "application_id": found.application_ids,
            "model_id": model.model_id,
            "score": found.scores,
            "base": found.base,
            "pd": pd_,
            "grade": grade(pd_),
        }
    )


def _contribution_rows(found: Contributions, model: Model, frame: pd.DataFrame) -> pd.DataFrame:
    """Return one row per application and feature, in the columns of table `contributions`."""
    columns = list(found.features)
    numbers = frame[columns].copy()
    words = pd.DataFrame(None, index=frame.index, columns=columns, dtype=object)
    for name in model.categorical:
        words[name] = frame[name].astype(object)
        numbers[name] = np.nan
    return pd.DataFrame(
        {
            "application_id": np.repeat(np.array(found.application_ids, object), len(columns)),
            "model_id": model.model_id,
            "feature": np.tile(np.array(columns, object), len(frame)),
            "value": numbers.to_numpy(dtype=float).ravel(),
            "text_value": words.to_numpy(dtype=object).ravel(),
            "contribution": found.values.ravel(),
        }
    )
