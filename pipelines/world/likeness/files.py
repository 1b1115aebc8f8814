"""The files of a world that was written: its exports, and the truth beside them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from pipelines.store import sql_text


@dataclass(frozen=True)
class WorldFiles:
    """Where a world lies: the folder of its exports and the folder of its truth."""

    exports: Path
    truth: Path

    def frame(self, name: str, **values: object) -> pd.DataFrame:
        """Rows of the query `sql/<name>.sql`, its files and `values` bound as parameters."""
        sql = sql_text(__file__, f"sql/{name}.sql")
        with duckdb.connect() as con:
            wanted = duckdb.extract_statements(sql)[0].named_parameters
            paths = {table: str(self._path(table)) for table in wanted - values.keys()}
            return con.execute(sql, paths | values).df()

    def _path(self, table: str) -> Path:
        return (self.truth if table == "truth" else self.exports) / f"{table}.parquet"


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a small frame, each by column."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
