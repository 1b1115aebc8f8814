"""Features computed from nothing but given rows, by the same SQL."""

from collections.abc import Iterable, Mapping

import duckdb
import pandas as pd

from pipelines.features.compose import features_sql
from pipelines.features.days import build_days, build_loan_days
from pipelines.store import create_schema

WHOLE = 1 << 62


def features_from(
    tables: Mapping[str, pd.DataFrame], asked: pd.DataFrame, names: Iterable[str]
) -> pd.DataFrame:
    """The named features of the applications in `asked`, indexed by application_id in its order.

    `tables` are rows as the store's tables have them; `market`, where given, are the rows of
    market_days to use instead of those of the merchants at hand.
    """
    wanted = list(names)
    with duckdb.connect() as con:
        create_schema(con)
        for table, rows in tables.items():
            if table != "market" and len(rows):
                con.append(table, rows, by_name=True)
        build_days(con, batch_rows=WHOLE)
        build_loan_days(con)
        if "market" in tables:
            con.execute("delete from market_days")
            con.append("market_days", tables["market"], by_name=True)
        con.register("asked", asked)
        found = con.execute(features_sql(wanted)).df()
    return found.set_index("application_id").loc[asked["application_id"], wanted]
