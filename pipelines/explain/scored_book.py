"""The scored book as one compact matrix: who could be compared with, and by what parts."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.errors import Refused
from pipelines.store import History, sql_text

ROUNDING = 1e-3
"""Log-odds: how far a score may miss the sum of its parts once these are single precision."""
DAY = "datetime64[D]"


@dataclass(frozen=True, eq=False)
class ScoredBook:
    """The scored applications that are approved or known to have defaulted, ascending by id.

    `parts` is applications x features: contributions in log-odds, single precision. `merchants`
    numbers the merchants of `merchant_ids`. `known_on` is the last day of the window over which
    an outcome was watched, NaT where there is none; `is_default` is false there.
    """

    features: tuple[str, ...]
    application_ids: NDArray[np.object_]
    merchant_ids: NDArray[np.object_]
    merchants: NDArray[np.intp]
    applied_on: NDArray[np.datetime64]
    pds: NDArray[np.float64]
    is_approved: NDArray[np.bool_]
    is_default: NDArray[np.bool_]
    known_on: NDArray[np.datetime64]
    parts: NDArray[np.float32]


def read_scored_book(history: History) -> ScoredBook:
    """Read the stored contributions once; 4 bytes a feature for each application kept.

    Raises `Refused` where nothing is scored, or where the stored parts do not add up to the scores.
    """
    rows = history.frame(sql_text(__file__, "sql/scored_book.sql"))
    if rows.empty:
        raise Refused("Nothing is scored in this store: run `python -m pipelines score`")
    features = tuple(
        name for (name,) in history.rows(sql_text(__file__, "sql/stored_features.sql"))
    )
    parts = _parts(history, rows, len(features))
    kept = rows["is_approved"].to_numpy(bool) | rows["is_default"].to_numpy(bool)
    return _book(features, rows[kept], parts[kept])


def _parts(history: History, rows: pd.DataFrame, width: int) -> NDArray[np.float32]:
    stored = history.arrow(sql_text(__file__, "sql/stored_parts.sql"))["contribution"]
    flat = stored.to_numpy()
    if len(flat) == len(rows) * width:
        parts = flat.reshape(len(rows), width)
        missed = rows["score"].to_numpy() - rows["base"].to_numpy() - parts.sum(axis=1)
        if np.abs(missed).max() <= ROUNDING:
            return parts
    raise Refused(
        "The stored contributions do not add up to the stored scores: "
        "run `python -m pipelines score` again"
    )


def _book(features: tuple[str, ...], rows: pd.DataFrame, parts: NDArray[np.float32]) -> ScoredBook:
    merchants, merchant_ids = pd.factorize(rows["merchant_id"].astype(object))
    return ScoredBook(
        features=features,
        application_ids=rows["application_id"].to_numpy(object),
        merchant_ids=np.asarray(merchant_ids, dtype=object),
        merchants=merchants,
        applied_on=rows["applied_on"].to_numpy().astype(DAY),
        pds=rows["pd"].to_numpy(float),
        is_approved=rows["is_approved"].to_numpy(bool),
        is_default=rows["is_default"].to_numpy(bool),
        known_on=rows["known_on"].to_numpy().astype(DAY),
        parts=parts,
    )
