"""Filling loan_instalments and outcomes in a draft of the history."""

import duckdb

from pipelines.store import reset_table, sql_text

DEFAULT_DAYS = 90
WINDOW_MONTHS = 9


def build_outcomes(con: duckdb.DuckDBPyConnection) -> int:
    """Derive the outcome of every application that has one; returns how many there are.

    Default is 90 days past due or charge-off within 9 months of funding. A loan younger than that
    has no outcome yet, whether or not it has defaulted: counting only the early defaults of young
    loans would overstate the default rate.
    """
    reset_table(con, "loan_instalments")
    reset_table(con, "outcomes")
    con.execute(sql_text(__file__, "sql/instalments.sql"))
    con.execute(
        sql_text(__file__, "sql/outcomes.sql"),
        {"default_days": DEFAULT_DAYS, "window_months": WINDOW_MONTHS},
    )
    return len(con.table("outcomes"))
