"""Filling outcomes in a draft of the history."""

import duckdb

from pipelines.store import reset_table, sql_text


def build_outcomes(con: duckdb.DuckDBPyConnection, *, default_days: int, window_months: int) -> int:
    """Derive the outcome of every application that has one; returns how many there are.

    Default is `default_days` past due or charge-off within `window_months` of funding. A loan
    younger than that has no outcome yet, whether or not it has defaulted: counting only the early
    defaults of young loans would overstate the default rate. Expects `loan_instalments`, which is
    built with the features.
    """
    reset_table(con, "outcomes")
    parameters = {"default_days": default_days, "window_months": window_months}
    con.execute(sql_text(__file__, "sql/outcomes.sql"), parameters)
    return len(con.table("outcomes"))
