"""The view `named`: a file's columns under the names of its table, typed where that is safe."""

import duckdb
from duckdb import ColumnExpression, ConstantExpression, Expression
from duckdb.sqltypes import DuckDBPyType

from pipelines.ingest.mapping import Mapping
from pipelines.ingest.targets import AMOUNTS, TIMES, Target

WHOLE_NUMBERS = {"tinyint", "smallint", "integer", "utinyint", "usmallint", "uinteger"}
AMOUNT = "DECIMAL(18,2)"


def name_columns(
    con: duckdb.DuckDBPyConnection, rows: duckdb.DuckDBPyRelation, mapping: Mapping, target: Target
) -> None:
    """Make the view `named`: every column of the target, null where nothing maps to it.

    A column is text, unless the file's own type says exactly what its text would: then taking it
    as it is spares writing and parsing every value.
    """
    types = dict(zip(rows.columns, rows.types, strict=True))
    named: list[Expression] = [ColumnExpression("row_number")]
    for column in target.columns:
        if column in mapping.columns:
            source = mapping.columns[column]
            kind = taken_as(column, types.get(source), mapping.date_format)
            named.append(ColumnExpression(source).cast(kind).alias(column))
        else:
            constant = ConstantExpression(mapping.values.get(column))
            named.append(constant.cast("VARCHAR").alias(column))
    con.register("named", rows.select(*named))


def taken_as(column: str, source: DuckDBPyType | None, date_format: str | None) -> str:
    """The type in which staging takes a column of type `source` for the target's `column`.

    Times only without a date format, which is a statement about text; amounts only where two
    decimals hold every value. A decimal without a digit before its point is written without a zero
    there and never was an amount.
    """
    if source is None:
        return "VARCHAR"
    if column in TIMES and date_format is None and source.id in {"timestamp", "date"}:
        return source.id.upper()
    if column in AMOUNTS and (source.id in WHOLE_NUMBERS or _fits_amount(source)):
        return AMOUNT
    return "VARCHAR"


def _fits_amount(source: DuckDBPyType) -> bool:
    if source.id != "decimal":
        return False
    precision, scale = (size for _, size in source.children if isinstance(size, int))
    return scale <= 2 and 1 <= precision - scale <= 16
