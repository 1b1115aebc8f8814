"""Features that depend on what is asked for, restated for another order amount."""

import duckdb
import pandas as pd

from pipelines.features.compose import definitions

RESTATED = ("months_observed", "order_to_monthly_sales")


def with_order_amount(frame: pd.DataFrame, order_amount_cents: int) -> pd.DataFrame:
    """Return the features of `frame` as if its applications had asked for `order_amount_cents`.

    Runs the catalogue's own expressions, so that a what-if and the stored features cannot differ.
    """
    found = {item.name: item.sql for item in definitions("application")}
    expressions = ", ".join(f"{found[name]} as {name}" for name in RESTATED)
    with duckdb.connect() as con:
        con.register("asked", frame.assign(order_amount_cents=order_amount_cents))
        restated = con.sql(f"select {expressions} from asked").df()  # noqa: S608 - own text
    return frame.assign(order_to_monthly_sales=restated["order_to_monthly_sales"].to_numpy())
