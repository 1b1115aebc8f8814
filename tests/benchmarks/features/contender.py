"""What every contender does: compute one result under measurement, write it, say what it took."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.settings import Settings
from pipelines.store.connect import open_for_reading
from tests.benchmarks.process_tree import measured


def arguments(description: str, **extra: str) -> Namespace:
    """The command line of a contender: a store's folder, where its result goes, and `extra`."""
    parser = ArgumentParser(description=description)
    parser.add_argument("folder", type=Path, help="the store's folder")
    parser.add_argument("result", type=Path, help="the Parquet file to write the result to")
    for name, meaning in extra.items():
        parser.add_argument(f"--{name}", help=meaning)
    return parser.parse_args()


def compete(options: Namespace, work: Callable[[], pa.Table]) -> None:
    """Time `work` up to its rows in memory; print what it used, as JSON, and write the rows."""
    rows, used = measured(work)
    sys.stdout.write(json.dumps(asdict(used)))
    pq.write_table(rows, options.result)


def duckdb_rows(folder: Path, sql: str) -> pa.Table:
    """Run `sql` on the published history as every reader of the project does."""
    with closing(open_for_reading(Settings(store=folder))) as con:
        return con.sql(sql).to_arrow_table()
