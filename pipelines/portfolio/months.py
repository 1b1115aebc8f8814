"""The loan-month panel, from which all portfolio figures come."""

import duckdb

from pipelines.store import reset_table, sql_text


def build_loan_months(con: duckdb.DuckDBPyConnection) -> int:
    """Rebuild table `loan_months` up to the book's as-of date and return its number of rows.

    Reads loans, loan_instalments, loan_events and book; the rules stand in the SQL file.
    """
    reset_table(con, "loan_months")
    con.execute(sql_text(__file__, "sql/loan_months.sql"))
    return int(con.execute("select count(*) from loan_months").fetchall()[0][0])
