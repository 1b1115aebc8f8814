"""Features that depend on what is asked for, restated for another order amount."""

from functools import cache

import duckdb
import pandas as pd

from pipelines.features.catalogue import catalogue
from pipelines.features.compose import closure
from pipelines.features.stage import LAST

ASKED = "order_amount_cents"


def with_order_amount(frame: pd.DataFrame, order_amount_cents: int) -> pd.DataFrame:
    """Return the features of `frame` as if its applications had asked for `order_amount_cents`.

    Runs the catalogue's own expressions, so that a what-if and the stored features cannot differ.
    """
    names = restated()
    measures = [item for item in closure(names) if item.stage == LAST and item.name not in frame]
    computed = [*measures, *(item for item in closure(names) if item.name in names)]
    listed = ", ".join(f"{item.sql} as {item.name}" for item in computed)
    kept = frame.drop(columns=list(names)).assign(order_amount_cents=order_amount_cents)
    with duckdb.connect() as con:
        con.register("asked", kept)
        found = con.sql(f"select {listed} from asked").df()  # noqa: S608 - own text
    return frame.assign(**{name: found[name].to_numpy(dtype=float) for name in names})


@cache
def restated() -> tuple[str, ...]:
    """The features whose own expression names the order amount."""
    return tuple(feature.name for feature in catalogue() if ASKED in feature.sql)
