"""Columns that an import brings beyond the schema, kept typed as application attributes."""

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from pipelines.errors import Refused
from pipelines.ingest.mapping import Mapping
from pipelines.store import sql_text


def load_attributes(
    con: duckdb.DuckDBPyConnection, names: list[str], mapping: Mapping, import_id: int
) -> None:
    """Keep the columns `names` of the accepted applications that have no value of them yet.

    Reads the temporary tables `raw` and `accepted`. A column whose every value is a number becomes
    a number, any other a text. Raises `Refused` where a column that was a number so far is not.
    """
    for name in names:
        applications = con.table("accepted").select("row_number", "application_id")
        values = con.table("raw").select(
            ColumnExpression("row_number"),
            ConstantExpression(name).alias("name"),
            ColumnExpression(name).cast("VARCHAR").alias("value"),
        )
        con.register("attribute_values", applications.join(values, "row_number"))
        parameters = {
            "name": name,
            "meaning": mapping.meanings.get(name, f"{name}, as the import brought it"),
            "is_feature": name not in mapping.not_features,
            "import_id": import_id,
        }
        con.execute(sql_text(__file__, "sql/attribute.sql"), parameters)
        _refuse_misfits(con, name)
        con.execute(sql_text(__file__, "sql/attribute_values.sql"), {"import_id": import_id})


def _refuse_misfits(con: duckdb.DuckDBPyConnection, name: str) -> None:
    misfits = con.execute(sql_text(__file__, "sql/misfits.sql")).fetchall()
    if misfits:
        raise Refused(
            f"column {name} was a number in an earlier import and now holds {misfits[0][0]!r} "
            f"({sum(count for _, count in misfits):,} rows are no number): mend them, or rename it"
        )
