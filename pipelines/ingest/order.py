"""Whether rows stand in order already, which spares sorting them and looking for repeated keys."""

import duckdb
from duckdb import ColumnExpression, FunctionExpression

from pipelines.store import sql_text


def ascend(
    con: duckdb.DuckDBPyConnection, rows: duckdb.DuckDBPyRelation, columns: tuple[str, ...]
) -> bool:
    """Whether every row is above the one before it by `columns`, so that none is equal either."""
    position = FunctionExpression("row", *map(ColumnExpression, columns)).alias("position")
    con.register("positions", rows.select(position))
    return bool(con.execute(sql_text(__file__, "sql/ascend.sql")).fetchall()[0][0])
