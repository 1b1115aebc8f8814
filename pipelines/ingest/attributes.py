"""Columns that an import brings beyond the schema, kept typed as application attributes."""

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from pipelines.ingest.mapping import Mapping
from pipelines.store import sql_text


def load_attributes(
    con: duckdb.DuckDBPyConnection, names: list[str], mapping: Mapping, import_id: int
) -> None:
    """Keep the columns `names` of the loaded applications.

    Reads the temporary tables `raw` and `loaded`. A column whose every value is a number becomes
    a number, any other a text.
    """
    for name in names:
        columns = con.table("loaded").join(con.table("raw"), "row_number")
        values = columns.select(
            ColumnExpression("application_id"),
            ConstantExpression(name).alias("name"),
            ColumnExpression(name).cast("VARCHAR").alias("value"),
        )
        con.register("attribute_values", values)
        parameters = {
            "name": name,
            "meaning": mapping.meanings.get(name, f"{name}, as the import brought it"),
            "is_feature": name not in mapping.not_features,
            "import_id": import_id,
        }
        con.execute(sql_text(__file__, "sql/attribute.sql"), parameters)
        con.execute(
            sql_text(__file__, "sql/attribute_values.sql"), {"name": name, "import_id": import_id}
        )
