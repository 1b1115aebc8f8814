"""One file into one table: name its columns, type them, judge every row, load or quarantine it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipelines.ingest.batches import KeyRange, key_ranges
from pipelines.ingest.files import file_sha256
from pipelines.ingest.insert import insert_beside_applications, insert_loaded
from pipelines.ingest.mapping import Mapping
from pipelines.ingest.report import IMPLIED_BY, Account, TableReport
from pipelines.ingest.rows_of_file import damage_refused, open_raw
from pipelines.ingest.targets import LOAN_TAPE, TARGETS, Target
from pipelines.ingest.typed import name_columns
from pipelines.ingest.verdicts import judge
from pipelines.store import sql_text


@dataclass(frozen=True)
class Step:
    """A file, the table its rows go to and how.

    `prepare`, a source's own SQL over the table `raw`, makes the columns that `mapping` names;
    `parameters` are what the table's staging asks for besides the mapping.
    """

    file: Path
    table: str
    mapping: Mapping
    required: tuple[str, ...] = ()
    prepare: str | None = None
    parameters: dict[str, object] = field(default_factory=dict)

    @property
    def target(self) -> Target:
        """What the table takes."""
        return LOAN_TAPE if self.table == LOAN_TAPE.table else TARGETS[self.table]

    @property
    def batch_column(self) -> str | None:
        """The file's column that its batches go by: events', since other tables are small.

        Attributes of applications, besides, take their type from all rows of the file.
        """
        if self.prepare or not self.target.order:
            return None
        return self.mapping.columns.get(self.target.key[0])


def load_step(
    con: duckdb.DuckDBPyConnection,
    step: Step,
    source: str,
    import_id: int,
    *,
    batch_rows: int,
    progress: Callable[[float], None],
) -> TableReport:
    """Load one file; every row of it ends up loaded, duplicate or quarantined, and is counted.

    `batch_rows` is how many rows are judged at a time, where the file allows it: what becomes of
    each row does not depend on it. `progress` is told the part of the rows that is done.
    """
    required = step.required or step.mapping.source_columns()
    columns, read = open_raw(con, step.file, required)
    con.execute(sql_text(__file__, "sql/macros.sql"))
    account, was_empty = Account(read), len(con.table(step.table)) == 0
    with damage_refused(con, step.file):
        for keys in key_ranges(con, step.batch_column, rows=read, batch_rows=batch_rows):
            _stage(con, step, keys)
            judge(con, step.target, keys, was_empty=was_empty)
            account.loaded += insert_loaded(con, step.target, import_id)
            if step.table == "applications":
                insert_beside_applications(con, step.mapping, columns, import_id)
            _quarantine(con, step, import_id, account)
            progress(account.accounted / max(read, 1))
    return record(con, step.file, step.table, source, import_id, account)


def _stage(con: duckdb.DuckDBPyConnection, step: Step, keys: KeyRange | None) -> None:
    """Make the temporary table `staged`: the rows of the batch, typed, with what is wrong."""
    rows = con.sql(step.prepare) if step.prepare else con.table("raw")
    if keys is not None and step.batch_column is not None:
        rows = keys.of(rows, step.batch_column)
    name_columns(con, rows, step.mapping, step.target)
    text = sql_text(__file__, f"staging/{step.table}.sql")
    parameters = {
        "date_format": step.mapping.date_format,
        "amount_unit": step.mapping.amount_unit,
        "file_name": step.file.name,
        **step.parameters,
    }
    con.execute(text, {name: value for name, value in parameters.items() if f"${name}" in text})


def _quarantine(
    con: duckdb.DuckDBPyConnection, step: Step, import_id: int, account: Account
) -> None:
    """Keep the batch's quarantined rows, and count what was not loaded, with its reasons."""
    con.execute(
        sql_text(__file__, "sql/quarantine.sql"),
        {"import_id": import_id, "table_name": step.table, "file_name": step.file.name},
    )
    quarantined, duplicate = con.execute(sql_text(__file__, "sql/counts.sql")).fetchall()[0]
    account.quarantined += quarantined
    account.duplicate += duplicate
    account.reasons.update(dict(con.execute(sql_text(__file__, "sql/reasons.sql")).fetchall()))


def record(
    con: duckdb.DuckDBPyConnection,
    file: Path,
    table: str,
    source: str,
    import_id: int,
    account: Account,
    *,
    is_implied: bool = False,
) -> TableReport:
    """Keep the row account of one file and table, and return it as it is reported.

    `is_implied` says that the rows stand in no file and follow from those of `file`.
    """
    name = f"{IMPLIED_BY}{file.name}" if is_implied else file.name
    con.execute(
        sql_text(__file__, "sql/account.sql"),
        {
            "import_id": import_id,
            "source": source,
            "table_name": table,
            "file_name": name,
            "file_sha256": file_sha256(file),
            "read_rows": account.read,
            "loaded_rows": account.loaded,
            "quarantined_rows": account.quarantined,
            "duplicate_rows": account.duplicate,
        },
    )
    return account.report(table, name)
