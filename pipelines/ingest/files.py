"""Opening the files of an import: CSV and Parquet, read whole or refused."""

import hashlib
from pathlib import Path

import duckdb

from pipelines.errors import Refused


def require_folder(folder: Path, names: tuple[str, ...]) -> None:
    """Raise `Refused` unless `folder` is there and holds every file in `names`."""
    if not folder.is_dir():
        raise Refused(f"no folder {folder}: give the folder that holds {', '.join(names)}")
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        raise Refused(f"{folder} lacks {', '.join(missing)}: copy the whole export there")


def file_sha256(path: Path) -> str:
    """SHA-256 of the file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_file(con: duckdb.DuckDBPyConnection, path: Path) -> duckdb.DuckDBPyRelation:
    """Open a CSV (every column as text) or Parquet file as a relation.

    Raises `Refused` naming the file where it is missing, empty, damaged or of another kind.
    """
    if not path.is_file():
        raise Refused(f"no file {path}: check the path")
    try:
        if path.suffix.lower() == ".parquet":
            rows = con.read_parquet(str(path))
        elif path.suffix.lower() in {".csv", ".tsv", ".txt"}:
            rows = con.read_csv(str(path), header=True, all_varchar=True)
        else:
            raise Refused(f"{path} is neither .csv nor .parquet: export it as one of them")
    except duckdb.Error as error:
        raise unreadable(path, error) from error
    return rows


def read_numbered(con: duckdb.DuckDBPyConnection, path: Path) -> duckdb.DuckDBPyRelation:
    """Open a Parquet file as a relation with the column `file_row_number`, counted from 0."""
    return con.read_parquet(str(path), file_row_number=True)


def unreadable(path: Path, error: duckdb.Error) -> Refused:
    """Put DuckDB's reason for not reading `path` into one line."""
    reason = str(error).splitlines()[0]
    return Refused(f"{path} cannot be read ({reason}): export it anew and import it again")


def require_all_lines(path: Path, rows_read: int) -> None:
    """Raise `Refused` where a CSV file has more lines than rows were read from it.

    One stray quote can swallow any number of lines without an error from the reader, so the
    physical lines are counted.
    """
    if path.suffix.lower() == ".parquet":
        return
    with path.open("rb") as file:
        lines = sum(1 for line in file if line.strip())
    if lines - 1 != rows_read:
        raise Refused(
            f"{path} has {lines - 1:,} lines below its header but {rows_read:,} rows: a quoted "
            "value runs over lines; remove line breaks and stray quotes from it"
        )


def require_columns(path: Path, found: list[str], wanted: tuple[str, ...]) -> None:
    """Raise `Refused` naming the columns of `wanted` that the file does not have."""
    missing = [name for name in wanted if name not in found]
    if missing:
        raise Refused(
            f"{path} has no column {', '.join(missing)}; it has {', '.join(found)}: "
            "check that it is the right file, or name its columns in the mapping"
        )
