"""The rows of one file as the view `raw`: numbered, whole, and read only as far as needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from pipelines.ingest.files import (
    read_file,
    read_numbered,
    require_all_lines,
    require_columns,
    unreadable,
)
from pipelines.store import sql_text

NUMBERS = {"row_number", "file_row_number"}
"""Names that the reader gives to the number of a row itself."""


def open_raw(
    con: duckdb.DuckDBPyConnection, file: Path, required: tuple[str, ...]
) -> tuple[list[str], int]:
    """Make the view `raw`, one row per row of the file, numbered from 1 in the file's order.

    Text is read once into a table; Parquet, whose columns and row groups can be read apart, stays
    where it is. Returns the file's columns and its number of rows. Raises `Refused` where the file
    cannot be read, lacks a column of `required` or holds lines that its reader swallowed.
    """
    rows = read_file(con, file)
    columns = list(rows.columns)
    require_columns(file, columns, required)
    if _can_stay(file, columns):
        return columns, _number_in_place(con, file, columns)
    try:
        con.register("opened", rows)
        con.execute(sql_text(__file__, "sql/raw.sql"))
    except duckdb.Error as error:
        raise unreadable(file, error) from error
    kept = con.table("file_rows")
    con.register("raw", kept)
    require_all_lines(file, len(kept))
    return columns, len(kept)


def _can_stay(file: Path, columns: list[str]) -> bool:
    return file.suffix.lower() == ".parquet" and not NUMBERS & {name.lower() for name in columns}


def _number_in_place(con: duckdb.DuckDBPyConnection, file: Path, columns: list[str]) -> int:
    rows = read_numbered(con, file)
    number = (ColumnExpression("file_row_number") + ConstantExpression(1)).alias("row_number")
    con.register("raw", rows.select(number, *map(ColumnExpression, columns)))
    try:
        return len(rows)
    except duckdb.Error as error:
        raise unreadable(file, error) from error


@contextmanager
def damage_refused(con: duckdb.DuckDBPyConnection, file: Path) -> Iterator[None]:
    """Raise `Refused` naming the file where work on `raw` failed because the file is damaged.

    A Parquet file that stays in place shows its damage only when the damaged part is read; any
    other error passes through as it is.
    """
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        damage = _damage(con)
        if damage is None:
            raise
        raise unreadable(file, damage) from error


def _damage(con: duckdb.DuckDBPyConnection) -> duckdb.Error | None:
    """What reading every value of `raw` fails with, if it fails."""
    try:
        con.execute(sql_text(__file__, "sql/every_value.sql")).fetchall()
    except duckdb.Error as error:
        return error
    return None
