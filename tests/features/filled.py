"""A book of the reference put into a store, and its features built there."""

from dataclasses import fields
from typing import Any

import duckdb
import pandas as pd

from pipelines.features import build_features
from pipelines.store import create_schema
from tests.features.reference import Book

WHOLE = ("order_amount_cents", "amount_cents", "balance_after_cents", "principal_cents")
IMPORT = """
insert into imports
values ($id, 'test', 'book', 'book', '', timestamp '2025-01-01', 0, 0, 0, 0)
"""
AS_OF = """
create or replace table book as
select 't' as name, 'USD' as currency, max(applied_at)::date as as_of, false as is_synthetic,
    '' as note
from applications
"""
IDENTITY = ["merchant_id", "applied_at"]


def fill(con: duckdb.DuckDBPyConnection, book: Book, *, import_id: int = 1) -> None:
    """Append every row of the book to its table, as rows of one import.

    The book's as-of date follows its last application: the least that an import makes it.
    """
    for part in fields(book):
        rows = getattr(book, part.name)
        if rows:
            frame = _frame(rows).assign(import_id=import_id)
            if part.name == "merchants":
                frame = frame.assign(name=frame["merchant_id"])
            con.append(part.name, frame, by_name=True)
    con.execute(IMPORT, {"id": import_id})
    con.execute(AS_OF)


def filled(book: Book, *, import_id: int = 1) -> duckdb.DuckDBPyConnection:
    """A store in memory that holds the book; close it after use."""
    con = duckdb.connect(config={"threads": 1})
    create_schema(con)
    fill(con, book, import_id=import_id)
    return con


def built(book: Book) -> pd.DataFrame:
    """The features of all applications of the book, by application_id."""
    with filled(book) as con:
        build_features(con)
        return features(con)


def features(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The features that stand in the store, by application_id, missing ones as NaN."""
    found = con.table("features").order("application_id").df().set_index("application_id")
    return found.drop(columns=IDENTITY).astype("float64")


def _frame(rows: list[Any]) -> pd.DataFrame:
    names = [part.name for part in fields(rows[0])]
    frame = pd.DataFrame({name: [getattr(row, name) for row in rows] for name in names})
    return frame.astype({name: "Int64" for name in WHOLE if name in frame})
