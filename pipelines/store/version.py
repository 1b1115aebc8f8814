"""Which history a reader is looking at: the book, the version and its content hash."""

import hashlib
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib.metadata import version as package_version

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from pipelines.settings import PROJECT
from pipelines.store.sql import sql_text

IMPORTED_TABLES = (
    "book",
    "merchants",
    "sales",
    "purchases",
    "bank",
    "applications",
    "attributes",
    "application_attributes",
    "loans",
    "loan_events",
    "given_outcomes",
    "given_instalments",
    "loan_tape",
)
"""What came in from outside; everything else in the history is computed from these."""

Digest = tuple[int, int]
"""How many rows there are, and the sum of their MD5 numbers."""

ADVICE = {
    "features": "rows were imported since the features were built: "
    "run `python -m pipelines features` and `python -m pipelines score`",
    "scores": "the features are newer than the scores: run `python -m pipelines score`",
}


@dataclass(frozen=True)
class Book:
    """One store is one book: one currency and one as-of date, the last day its history covers."""

    name: str
    currency: str
    as_of: date
    is_synthetic: bool
    note: str


@dataclass(frozen=True)
class Version:
    """A published state of the history.

    `content_hash` covers the imported rows alone, so two versions with equal hashes hold the same
    evidence, whatever has been computed from it since. `behind` names what is older than what it
    was computed from: "features" (than the imports), "scores" (than the features), or nothing.
    """

    version_id: str
    number: int
    published_at: datetime
    change: str
    content_hash: str
    code_version: str
    book: Book
    behind: str | None = None

    @property
    def advice(self) -> str | None:
        """What to run where something is behind."""
        return ADVICE.get(self.behind or "")


@cache
def code_version() -> str:
    """The package version, with the commit it runs from where the project is a git checkout."""
    release = package_version("pay-later-workbench")
    command = ["git", "-C", str(PROJECT), "rev-parse", "--short", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return release
    return f"{release}+{done.stdout.strip()}" if done.returncode == 0 else release


def content_hash(con: duckdb.DuckDBPyConnection) -> str:
    """SHA-256 over one order-independent digest a table.

    A table's digest is its row count and the sum of its rows' MD5 numbers, so equal rows give equal
    hashes in whatever order and batches they were imported. Sums add up, so what an import brought
    is read once, when it came, and kept in import_digests; it is read again only where the number
    of its rows has changed.
    """
    digest = hashlib.sha256()
    for table in IMPORTED_TABLES:
        sums = [_digest(con, con.table(table))] if table == "book" else _sums(con, table)
        count, total = (sum(column) for column in zip(*sums, strict=True)) if sums else (0, 0)
        digest.update(f"{table} {count} {total}\n".encode())
    return digest.hexdigest()


def _sums(con: duckdb.DuckDBPyConnection, table: str) -> list[Digest]:
    """Row count and digest of every import that brought rows to `table`."""
    rows = con.table(table)
    counts = rows.aggregate("import_id, count(*)", "import_id").fetchall()
    known = {
        import_id: (count, total)
        for import_id, count, total in con.execute(
            sql_text(__file__, "sql/import_digests.sql"), {"table_name": table}
        ).fetchall()
    }
    changed = [number for number, count in counts if known.get(number, (None,))[0] != count]
    for number in changed:
        brought = rows.filter(ColumnExpression("import_id") == ConstantExpression(number))
        known[number] = _digest(con, brought.project("* exclude (import_id)"))
        _keep(con, table, number, known[number])
    return [known[number] for number, _ in counts]


def _digest(con: duckdb.DuckDBPyConnection, rows: duckdb.DuckDBPyRelation) -> Digest:
    con.register("imported", rows)
    count, total = con.execute(sql_text(__file__, "sql/digest.sql")).fetchall()[0]
    con.unregister("imported")
    return count, total


def _keep(con: duckdb.DuckDBPyConnection, table: str, import_id: int, found: Digest) -> None:
    values = {"table_name": table, "import_id": import_id}
    con.execute(sql_text(__file__, "sql/forget_digest.sql"), values)
    count, total = found
    con.execute(
        sql_text(__file__, "sql/keep_digest.sql"), values | {"row_count": count, "digest": total}
    )


def append_version(con: duckdb.DuckDBPyConnection, change: str, *, imported: bool) -> None:
    """Append the next version of the history; `imported` says that imported rows changed."""
    con.execute(
        sql_text(__file__, "sql/append_version.sql"),
        {
            "published_at": datetime.now(UTC).replace(tzinfo=None),
            "change": change,
            "content_hash": content_hash(con) if imported else None,
            "code_version": code_version(),
        },
    )


def read_version(con: duckdb.DuckDBPyConnection) -> Version:
    """Read the newest version and its book."""
    row = con.execute(sql_text(__file__, "sql/newest_version.sql")).fetchall()[0]
    version_id, number, published_at, change, hashed, code, *book, behind = row
    return Version(version_id, number, published_at, change, hashed, code, Book(*book), behind)
