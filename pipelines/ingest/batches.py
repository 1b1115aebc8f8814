"""A large file in batches of whole keys, so that each is judged, sorted and loaded in memory."""

from dataclasses import dataclass
from itertools import pairwise

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from pipelines.store import sql_text


@dataclass(frozen=True)
class KeyRange:
    """The rows with a text in a column that is at least `first` and less than `before`.

    None leaves an end open. `is_null` stands for the rows without a value, which no other has.
    """

    first: str | None = None
    before: str | None = None
    is_null: bool = False

    def of(self, rows: duckdb.DuckDBPyRelation, column: str) -> duckdb.DuckDBPyRelation:
        """The rows of the range, in terms that Parquet and the store can skip row groups by."""
        if self.is_null:
            return rows.filter(ColumnExpression(column).isnull())
        key = ColumnExpression(column).cast("VARCHAR")
        rows = rows.filter(ColumnExpression(column).isnotnull())
        if self.first is not None:
            rows = rows.filter(key >= ConstantExpression(self.first))
        if self.before is not None:
            rows = rows.filter(key < ConstantExpression(self.before))
        return rows


def key_ranges(
    con: duckdb.DuckDBPyConnection, column: str | None, *, rows: int, batch_rows: int
) -> list[KeyRange | None]:
    """Divide the `rows` rows of `raw` by their `column`, in order, into ranges of `batch_rows`.

    A key's rows stay together, so a range is larger where a key has more rows. Gives `[None]`, all
    rows at once, where they are few, the column is not known, or values of it only become equal
    once the spaces around them are gone.
    """
    if column is None or rows <= batch_rows:
        return [None]
    con.register("keyed_rows", con.table("raw").select(ColumnExpression(column).alias("key")))
    found = con.execute(
        sql_text(__file__, "sql/first_keys.sql"), {"batch_rows": batch_rows}
    ).fetchall()
    firsts = [key for key, _ in found if key is not None]
    if any(is_padded for _, is_padded in found) or not firsts:
        return [None]
    ranges = [KeyRange(*ends) for ends in pairwise([None, *firsts[1:], None])]
    return [*ranges, KeyRange(is_null=True)] if len(firsts) < len(found) else list(ranges)
