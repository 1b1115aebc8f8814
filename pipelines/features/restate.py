"""Features that depend on what is asked for, restated for another order amount."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from pipelines.features.catalogue import catalogue
from pipelines.features.compose import closure
from pipelines.features.stage import LAST

ORDER, SUPPLIER = "order_amount_cents", "supplier_id"
PURCHASES = "supplier_purchases"
"""The measure that counts the purchases from the supplier asked for; NaN for never."""


def with_order_amount(frame: pd.DataFrame, order_amount_cents: int) -> pd.DataFrame:
    """Return the features of `frame` as if its applications had asked for `order_amount_cents`.

    Runs the catalogue's own expressions, so that a what-if and the stored features cannot differ.
    """
    return with_request(frame, {ORDER: order_amount_cents})


def with_request(frame: pd.DataFrame, given: Mapping[str, Any]) -> pd.DataFrame:
    """Return the features of `frame` as if its applications had asked for what is `given`.

    It is given by column of a request, or measure of it: a supplier comes with its `PURCHASES`.
    """
    names = naming(tuple(given))
    needed = [item.name for item in closure(names) if item.name in frame and item.name not in names]
    with _engine().cursor() as cursor:
        cursor.register("asked", frame[needed].assign(**given))
        found = cursor.execute(_statement(names, (*needed, *given))).fetchnumpy()
    columns: dict[str, Any] = {
        name: np.ma.filled(np.ma.asarray(found[name], float), np.nan) for name in names
    }
    return frame.assign(**columns)


@cache
def naming(columns: tuple[str, ...]) -> tuple[str, ...]:
    """The features whose own expression names one of those columns of a request."""
    return tuple(f.name for f in catalogue() if any(column in f.sql for column in columns))


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    """One database in memory for the process; each use has a cursor, and a view, of its own."""
    return duckdb.connect()


@cache
def _statement(names: tuple[str, ...], given: tuple[str, ...]) -> str:
    """The named features over rows of what is `given`, after what they rest on besides."""
    computed = [item for item in closure(names) if item.stage == LAST and item.name not in given]
    listed = ", ".join(f"{item.sql} as {item.name}" for item in computed)
    return f"select {listed} from asked"  # noqa: S608 - own text
