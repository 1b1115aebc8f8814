"""Judging the staged rows of a batch: loaded, duplicate or quarantined, and why."""

import duckdb
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

from pipelines.ingest.batches import KeyRange
from pipelines.ingest.order import ascend
from pipelines.ingest.targets import Target
from pipelines.store import sql_text

NOTHING = ConstantExpression(False)


def judge(
    con: duckdb.DuckDBPyConnection, target: Target, keys: KeyRange | None, *, was_empty: bool
) -> None:
    """Make the temporary table `verdicts` of the rows in `staged` that may not simply be loaded.

    `keys` is the range of the batch; `was_empty` says that the table held nothing before this file,
    so that no row of it can stand there already. Rows without a verdict are to be loaded.
    """
    if target.table == "applications":
        con.execute(sql_text(__file__, "sql/contradictions.sql"))
    _register_keyed(con, target)
    _register_existing(con, target, keys, was_empty=was_empty)
    column, table = target.parent or (target.key[0], target.table)
    parents = con.table(table).select(ColumnExpression(column).alias("parent_key"))
    con.register("parents", parents if target.parent else parents.filter(NOTHING))
    keys_ascend = ascend(con, con.table("staged"), target.key)
    con.execute(sql_text(__file__, "sql/repeated.sql"), {"keys_ascend": keys_ascend})
    con.execute(sql_text(__file__, "sql/contested.sql"))
    reason = f"its {column} is not among the {table}: import those first"
    con.execute(sql_text(__file__, "sql/verdicts.sql"), {"orphan_reason": reason})


def _register_keyed(con: duckdb.DuckDBPyConnection, target: Target) -> None:
    """Make the view `keyed`: the staged rows by their key, content and parent."""
    parent = ColumnExpression(target.parent[0]) if target.parent else ConstantExpression(None)
    keyed = con.table("staged").select(
        ColumnExpression("row_number"),
        ColumnExpression("reasons"),
        *_identity(target),
        parent.cast("VARCHAR").alias("parent_key"),
    )
    con.register("keyed", keyed)


def _register_existing(
    con: duckdb.DuckDBPyConnection, target: Target, keys: KeyRange | None, *, was_empty: bool
) -> None:
    """Make the view `existing`: the rows of the store that rows of the batch may repeat."""
    rows = con.table(target.table)
    if was_empty:
        rows = rows.filter(NOTHING)
    elif keys is not None:
        rows = keys.of(rows, target.key[0])
    con.register("existing", rows.select(*_identity(target)))


def _identity(target: Target) -> list[duckdb.Expression]:
    key = tuple(map(ColumnExpression, target.key))
    return [
        FunctionExpression("row", *key).alias("key"),
        FunctionExpression("hash", *key).alias("key_hash"),
        FunctionExpression("hash", *map(ColumnExpression, target.loaded)).alias("content"),
    ]
