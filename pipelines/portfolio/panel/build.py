"""Building the loan-month panel, from which all portfolio figures come."""

from datetime import date, timedelta
from itertools import pairwise

import duckdb

from pipelines.loans.schedule import months_after
from pipelines.store import reset_table, sql_text

BATCH_LOANS = 200_000


def build_loan_months(con: duckdb.DuckDBPyConnection, *, batch_loans: int = BATCH_LOANS) -> int:
    """Rebuild table `loan_months` up to the book's last full month and return its number of rows.

    Reads loans, loan_instalments, loan_events and book; the rules stand in the SQL file. Works on
    `batch_loans` loans at a time, which bounds its memory.
    """
    reset_table(con, "loan_months")
    for as_of in con.execute(sql_text(__file__, "sql/as_of.sql")).fetchall():
        for first, following in _batches(con, batch_loans):
            bounds = {"until": month_end(*as_of), "first_loan": first, "next_loan": following}
            con.execute(f"insert into loan_months by name {panel_sql()}", bounds)
    return len(con.table("loan_months"))


def panel_sql() -> str:
    """The panel's query: parameters are the day of its last rows and the bounds of its loans."""
    return sql_text(__file__, "sql/loan_months.sql")


def month_end(day: date) -> date:
    """The last month-end that is not after `day`."""
    return (day + timedelta(days=1)).replace(day=1) - timedelta(days=1)


def month_end_after(month_end: date, months: int) -> date:
    """The month-end so many months later."""
    return months_after(month_end.replace(day=1), months + 1) - timedelta(days=1)


def _batches(
    con: duckdb.DuckDBPyConnection, batch_loans: int
) -> list[tuple[str | None, str | None]]:
    """The first loan of each batch and of the one after it; None where there is none."""
    rows = con.execute(
        sql_text(__file__, "sql/first_loans.sql"), {"batch_loans": batch_loans}
    ).fetchall()
    return list(pairwise([*(loan for (loan,) in rows), None]))
