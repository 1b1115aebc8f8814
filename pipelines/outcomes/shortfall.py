"""The proxy label of a book without loans: would later sales have paid a typical offer?"""

import duckdb

from pipelines.outcomes.rules import ShortfallRules
from pipelines.store import reset_table, sql_text


def build_shortfalls(con: duckdb.DuckDBPyConnection, rules: ShortfallRules) -> int:
    """Label every application whose following months the book covers; returns how many there are.

    An application without net sales in the year before it gets no offer and no label. Expects
    `merchant_days`, which is built with the features.
    """
    reset_table(con, "shortfalls")
    parameters = {
        "share_of_annual_sales": rules.share_of_annual_sales,
        "monthly_rates": list(rules.monthly_rates),
        "share_of_sales": rules.share_of_sales,
        "months_late": rules.months_late,
        "horizon": rules.horizon_months,
        "rules_version": rules.version,
    }
    con.execute(sql_text(__file__, "sql/shortfalls.sql"), parameters)
    return len(con.table("shortfalls"))
