"""Building the loan-month panel, from which all portfolio figures come."""

from datetime import date, timedelta

import duckdb

from pipelines.store import reset_table, sql_text


def build_loan_months(con: duckdb.DuckDBPyConnection) -> int:
    """Rebuild table `loan_months` up to the book's last full month and return its number of rows.

    Reads loans, loan_instalments, loan_events and book; the rules stand in the SQL file.
    """
    reset_table(con, "loan_months")
    book = con.execute(sql_text(__file__, "../sql/book.sql")).fetchall()
    if book:
        con.execute(
            f"insert into loan_months by name {panel_sql()}", {"until": month_end(book[0][0])}
        )
    return len(con.table("loan_months"))


def panel_sql() -> str:
    """The query of the panel, whose parameter `until` is the day of its last rows."""
    return sql_text(__file__, "sql/loan_months.sql")


def month_end(day: date) -> date:
    """The last day of a month that is not after `day`."""
    following = day + timedelta(days=1)
    return following.replace(day=1) - timedelta(days=1)
