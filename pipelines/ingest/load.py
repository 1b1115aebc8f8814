"""One file into one table: name its columns, type them, judge every row, load or quarantine it."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression, SQLExpression

from pipelines.ingest.attributes import load_attributes
from pipelines.ingest.files import (
    file_sha256,
    read_file,
    require_all_lines,
    require_columns,
    unreadable,
)
from pipelines.ingest.mapping import Mapping
from pipelines.ingest.report import TableReport
from pipelines.ingest.targets import TARGETS, Target
from pipelines.store import sql_text


@dataclass(frozen=True)
class Step:
    """A file, the table its rows go to and how.

    `prepare`, a source's own SQL over the table `raw`, makes the columns that `mapping` names.
    """

    file: Path
    table: str
    mapping: Mapping
    required: tuple[str, ...] = ()
    prepare: str | None = None


def load_step(
    con: duckdb.DuckDBPyConnection, step: Step, source: str, import_id: int
) -> TableReport:
    """Load one file; every row of it ends up loaded, duplicate or quarantined, and is counted."""
    target = TARGETS[step.table]
    columns = _stage_raw(con, step)
    _name_columns(con, step, target)
    parameters: dict[str, object] = {"date_format": step.mapping.date_format}
    con.execute(sql_text(__file__, "sql/macros.sql"))
    text = sql_text(__file__, f"staging/{step.table}.sql")
    if "$amount_unit" in text:
        parameters["amount_unit"] = step.mapping.amount_unit
    if "$file_name" in text:
        parameters["file_name"] = step.file.name
    con.execute(text, parameters)
    _judge(con, target)
    _load(con, step, target, columns, import_id)
    return _account(con, step, source, import_id)


def _stage_raw(con: duckdb.DuckDBPyConnection, step: Step) -> list[str]:
    """Materialise the file as the temporary table `raw` with row numbers; return its columns."""
    rows = read_file(con, step.file)
    columns = list(rows.columns)
    require_columns(step.file, columns, step.required or step.mapping.source_columns())
    try:
        con.register("opened", rows)
        con.execute(sql_text(__file__, "sql/raw.sql"))
    except duckdb.Error as error:
        raise unreadable(step.file, error) from error
    require_all_lines(step.file, len(con.table("raw")))
    return columns


def _name_columns(con: duckdb.DuckDBPyConnection, step: Step, target: Target) -> None:
    """Make the view `named`: every column of the target as text, null where nothing maps to it."""
    rows = con.sql(step.prepare) if step.prepare else con.table("raw")
    mapping = step.mapping
    named = [ColumnExpression("row_number")]
    for column in target.columns:
        source = (
            ColumnExpression(mapping.columns[column])
            if column in mapping.columns
            else ConstantExpression(mapping.values.get(column))
        )
        named.append(source.cast("VARCHAR").alias(column))
    con.register("named", rows.select(*named))


def _judge(con: duckdb.DuckDBPyConnection, target: Target) -> None:
    """Make the temporary table `verdicts` for the rows in `staged`."""
    if target.table == "applications":
        con.execute(sql_text(__file__, "sql/contradictions.sql"))
    separator = ConstantExpression("\x1f")
    key = FunctionExpression("concat_ws", separator, *map(ColumnExpression, target.key))
    content = FunctionExpression("hash", *map(ColumnExpression, target.loaded))
    parent = ColumnExpression(target.parent[0]) if target.parent else ConstantExpression(None)
    keyed = con.table("staged").select(
        ColumnExpression("row_number"),
        ColumnExpression("reasons"),
        key.alias("key"),
        content.alias("content"),
        parent.cast("VARCHAR").alias("parent_key"),
    )
    existing = con.table(target.table).select(key.alias("key"), content.alias("content"))
    column, table = target.parent or (target.key[0], target.table)
    parents = con.table(table).select(ColumnExpression(column).alias("parent_key"))
    for name, rows in (("keyed", keyed), ("existing", existing), ("parents", parents)):
        con.register(name, rows)
    reason = f"its {column} is not among the {table}: import those first"
    con.execute(sql_text(__file__, "sql/verdicts.sql"), {"orphan_reason": reason})


def _load(
    con: duckdb.DuckDBPyConnection,
    step: Step,
    target: Target,
    columns: list[str],
    import_id: int,
) -> None:
    verdicts = con.table("verdicts").filter(SQLExpression("verdict = 'loaded'"))
    rows = con.table("staged").join(verdicts.select("row_number"), "row_number")
    con.register("loaded", rows)
    wanted = [*map(ColumnExpression, target.loaded), ConstantExpression(import_id)]
    if "merchant_id" in target.loaded and target.table != "merchants":
        con.execute(sql_text(__file__, "sql/implied_merchants.sql"), {"import_id": import_id})
    ordered = rows.sort(*map(ColumnExpression, target.order or target.key))
    ordered.select(*wanted).insert_into(target.table)
    if target.table == "applications":
        _load_beside_applications(con, step, columns, import_id)
    con.execute(
        sql_text(__file__, "sql/quarantine.sql"),
        {"import_id": import_id, "table_name": step.table, "file_name": step.file.name},
    )


def _load_beside_applications(
    con: duckdb.DuckDBPyConnection, step: Step, columns: list[str], import_id: int
) -> None:
    """Keep what came with applications, also with ones that were known already."""
    verdicts = con.table("verdicts").filter(SQLExpression("verdict <> 'quarantined'"))
    con.register("accepted", con.table("staged").join(verdicts.select("row_number"), "row_number"))
    con.execute(sql_text(__file__, "sql/extend_as_of.sql"))
    as_of = con.execute(sql_text(__file__, "sql/as_of.sql")).fetchall()[0][0]
    con.execute(
        sql_text(__file__, "sql/given_outcomes.sql"),
        {"observed_through": as_of, "import_id": import_id},
    )
    mapped = {*step.mapping.source_columns(), *step.mapping.ignored}
    left_over = [name for name in columns if name not in mapped]
    load_attributes(con, left_over, step.mapping, import_id)


def _account(
    con: duckdb.DuckDBPyConnection, step: Step, source: str, import_id: int
) -> TableReport:
    read, loaded, quarantined, duplicate = con.execute(
        sql_text(__file__, "sql/counts.sql")
    ).fetchall()[0]
    con.execute(
        sql_text(__file__, "sql/account.sql"),
        {
            "import_id": import_id,
            "source": source,
            "table_name": step.table,
            "file_name": step.file.name,
            "file_sha256": file_sha256(step.file),
            "read_rows": read,
            "loaded_rows": loaded,
            "quarantined_rows": quarantined,
            "duplicate_rows": duplicate,
        },
    )
    reasons = con.execute(sql_text(__file__, "sql/reasons.sql")).fetchall()
    return TableReport(
        step.table, step.file.name, read, loaded, duplicate, quarantined, tuple(reasons)
    )
