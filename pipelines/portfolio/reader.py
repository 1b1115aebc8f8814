"""What the portfolio needs of a store."""

from collections.abc import Mapping
from typing import Any, Protocol

import pyarrow as pa


class Reader(Protocol):
    """Anything that runs a query with bound parameters; `History` does."""

    def rows(self, sql: str, params: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """Return the query's rows."""

    def arrow(self, sql: str, params: Mapping[str, object] | None = None) -> pa.Table:
        """Return the query's rows by column, for results of one row a loan."""
