"""From a judged batch into the store: its rows in the table's order, and what came with them."""

import duckdb
from duckdb import ColumnExpression, ConstantExpression, SQLExpression

from pipelines.ingest.attributes import load_attributes
from pipelines.ingest.mapping import Mapping
from pipelines.ingest.order import ascend
from pipelines.ingest.targets import Target
from pipelines.store import sql_text


def insert_loaded(con: duckdb.DuckDBPyConnection, target: Target, import_id: int) -> int:
    """Insert the staged rows that no verdict keeps out, in order; return how many the table gained.

    A merchant that is not known yet enters before its first rows.
    """
    rows, before = _in_order(con, target), len(con.table(target.table))
    if "merchant_id" in target.loaded and target.table != "merchants":
        con.register("loaded", rows)
        con.execute(sql_text(__file__, "sql/implied_merchants.sql"), {"import_id": import_id})
    wanted = [*map(ColumnExpression, target.loaded), ConstantExpression(import_id)]
    rows.select(*wanted).insert_into(target.table)
    return len(con.table(target.table)) - before


def _in_order(con: duckdb.DuckDBPyConnection, target: Target) -> duckdb.DuckDBPyRelation:
    rows, kept_out = con.table("staged"), _with_verdict(con, "verdict <> 'loaded'")
    order = target.order or target.key
    if len(kept_out) == 0 and ascend(con, rows, order):
        return rows
    return _without(rows, kept_out).sort(*map(ColumnExpression, order))


def insert_beside_applications(
    con: duckdb.DuckDBPyConnection, mapping: Mapping, columns: list[str], import_id: int
) -> None:
    """Keep what came with applications, also with ones that were known already.

    `columns` are the file's; those that the mapping does not name become attributes.
    """
    quarantined = _with_verdict(con, "verdict = 'quarantined'")
    con.register("accepted", _without(con.table("staged"), quarantined))
    con.execute(sql_text(__file__, "sql/extend_as_of.sql"))
    as_of = con.execute(sql_text(__file__, "sql/as_of.sql")).fetchall()[0][0]
    con.execute(
        sql_text(__file__, "sql/given_outcomes.sql"),
        {"observed_through": as_of, "import_id": import_id},
    )
    mapped = {*mapping.source_columns(), *mapping.ignored}
    left_over = [name for name in columns if name not in mapped]
    load_attributes(con, left_over, mapping, import_id)


def _with_verdict(con: duckdb.DuckDBPyConnection, condition: str) -> duckdb.DuckDBPyRelation:
    return con.table("verdicts").filter(SQLExpression(condition)).select("row_number")


def _without(
    rows: duckdb.DuckDBPyRelation, kept_out: duckdb.DuckDBPyRelation
) -> duckdb.DuckDBPyRelation:
    return rows.join(kept_out, "row_number", how="anti")
