"""Scores and contributions of the whole book, written to the store a part at a time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from pipelines.explain.contributions import Contributions, contributions_in_parts
from pipelines.features import FeatureTable
from pipelines.model import Model
from pipelines.reasons import Statement, check_coverage
from pipelines.store import sql_text

Grade = Callable[[NDArray[np.float64]], NDArray[np.str_]]
"""From PDs to grades, by the policy's bounds."""
Explain = Callable[[Model, pd.DataFrame], Iterable[Contributions]]
"""From a model and features to scores taken apart, in parts and in order: here or elsewhere."""
Seen = Callable[[Contributions], object]
"""Something else to be made of a part while it is at hand."""


def explain_book(
    con: duckdb.DuckDBPyConnection,
    table: FeatureTable,
    model: Model,
    statements: Mapping[str, Statement],
    *,
    grade: Grade,
    explain: Explain = contributions_in_parts,
    seen: Sequence[Seen] = (),
) -> float:
    """Fill the tables `scores` and `contributions` anew; the largest additivity error, in log-odds.

    No more than a part of the book is held at once; each is shown to those in `seen`. Refused when
    a scored feature's reason has no statement, or a row does not add up: the caller then gives up
    what was written.
    """
    scored = [feature for feature in table.features if feature.name in model.features]
    check_coverage({feature.reason for feature in scored}, statements)
    con.execute("delete from scores")
    con.execute("delete from contributions")
    worst, done = 0.0, 0
    for part in explain(model, table.frame):
        rows = table.frame.iloc[done : done + len(part.application_ids)]
        con.append("scores", _score_rows(part, model, grade))
        con.register("part", _contribution_rows(part, model, rows))
        con.execute(sql_text(__file__, "sql/append_contributions.sql"))
        con.unregister("part")
        for use in seen:
            use(part)
        worst, done = max(worst, part.max_error), done + len(rows)
    return worst


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


def _contribution_rows(found: Contributions, model: Model, frame: pd.DataFrame) -> pa.Table:
    """Return one row per application and feature, in the columns of table `contributions`."""
    rows, width = found.values.shape
    numbers = np.full((rows, width), np.nan)
    words = np.full((rows, width), None, dtype=object)
    for place, name in enumerate(found.features):
        (words if name in model.categorical else numbers)[:, place] = frame[name]
    return pa.table(
        {
            "application_id": _repeated(np.repeat(np.arange(rows), width), found.application_ids),
            "model_id": _repeated(np.zeros(rows * width), (model.model_id,)),
            "feature": _repeated(np.tile(np.arange(width), rows), found.features),
            "value": pa.array(numbers.ravel(), from_pandas=True),
            "text_value": pa.array(words.ravel(), pa.string(), from_pandas=True),
            "contribution": found.values.ravel(),
        }
    )


def _repeated(places: NDArray[Any], values: Sequence[str]) -> pa.DictionaryArray:
    """Texts that come again and again, each held once."""
    return pa.DictionaryArray.from_arrays(places.astype(np.int32), pa.array(values, pa.string()))
