"""The files of an export while they are written: whole at the end, or not there at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.errors import Refused

# Compressed bytes that a merchant's year takes as exports, truth included: measured at 8,800.
EXPORT_BYTES = 10_000
UNFINISHED = ".unfinished"


class TableFiles:
    """Parquet files that grow by appended tables; opened at their first rows."""

    def __init__(self) -> None:
        self._writers: dict[Path, pq.ParquetWriter] = {}

    def append(self, path: Path, table: pa.Table) -> None:
        """Add the rows of `table` to the file of that path."""
        if path not in self._writers:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._writers[path] = pq.ParquetWriter(
                _unfinished(path), table.schema, compression="zstd", store_schema=False
            )
        self._writers[path].write_table(table)

    def close(self) -> None:
        """Write what the files end with."""
        for writer in self._writers.values():
            writer.close()

    def publish(self) -> None:
        """Put all files in place."""
        for path in self._writers:
            _unfinished(path).replace(path)

    def discard(self) -> None:
        """Remove what was not put in place."""
        for path in self._writers:
            _unfinished(path).unlink(missing_ok=True)


@contextmanager
def table_files() -> Iterator[TableFiles]:
    """Files that are put in place when the block ends well and discarded when it does not."""
    files = TableFiles()
    try:
        try:
            yield files
        finally:
            files.close()
        files.publish()
    finally:
        files.discard()


def require_disk(
    folder: Path, merchants: int, years: int, *, bytes_each: int = EXPORT_BYTES
) -> None:
    """Raise Refused where the disk of `folder` has no room for a world of that size.

    `bytes_each` is what a merchant's year takes.
    """
    there = next(path for path in [folder, *folder.parents] if path.exists())
    free = shutil.disk_usage(there).free
    needed = merchants * years * bytes_each
    if needed > free:
        raise Refused(
            f"{merchants:,} merchants over {years} years take about {needed / 1e9:,.1f} GB and "
            f"{there} has {free / 1e9:,.1f} GB free: make room or ask for fewer"
        )


def _unfinished(path: Path) -> Path:
    return path.with_name(path.name + UNFINISHED)
