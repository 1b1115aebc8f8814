"""The pre-aggregates that features read: a merchant's days, the market's days, a loan's days."""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
from duckdb import ColumnExpression

from pipelines.ingest.batches import KeyRange, key_ranges
from pipelines.store import reset_table, sql_text

FEEDS = ("sales", "purchases", "bank")


@dataclass(frozen=True)
class NewDays:
    """What imports after the last build brought: the first day touched, in days since 1970-01-01.

    `first_event` is the first day on which one of their events became known, `last_event` the last;
    `first_change` the first day of anything they brought, loans and requests included. None where
    they brought nothing of the kind.
    """

    first_event: int | None
    last_event: int | None
    first_change: int | None


def new_days(con: duckdb.DuckDBPyConnection, *, through_import: int) -> NewDays:
    """Find the days touched by the imports after number `through_import`."""
    row = con.execute(
        sql_text(__file__, "sql/new_days.sql"), {"through_import": through_import}
    ).fetchall()[0]
    return NewDays(*row)


def build_days(con: duckdb.DuckDBPyConnection, *, batch_rows: int) -> None:
    """Build merchant_days and market_days from all events, about `batch_rows` sales at a time."""
    reset_table(con, "merchant_days")
    reset_table(con, "market_days")
    for keys in _merchant_ranges(con, batch_rows):
        for feed in FEEDS:
            rows = con.table(feed)
            if keys is not None:
                rows = keys.of(rows, "merchant_id")
            rows.create_view(f"{feed}_events", replace=True)
        _insert_merchant_days(con)
    for feed in FEEDS:
        con.execute(f"drop view {feed}_events")
    con.execute(f"insert into market_days {sql_text(__file__, 'sql/market_days.sql')}")


def extend_days(con: duckdb.DuckDBPyConnection, new: NewDays, *, through_import: int) -> None:
    """Build anew only the merchant-days, and the market's days, that new events fall on."""
    if new.first_event is None:
        return
    con.execute(sql_text(__file__, "sql/touched.sql"), {"through_import": through_import})
    bounds = {"first_day": new.first_event, "last_day": new.last_event}
    for feed in FEEDS:
        con.execute(sql_text(__file__, f"sql/touched_{feed}.sql"), bounds)
    con.execute(sql_text(__file__, "sql/forget_merchant_days.sql"))
    _insert_merchant_days(con)
    con.execute(sql_text(__file__, "sql/extend_market_days.sql"))
    for table in ("touched", *(f"{feed}_events" for feed in FEEDS)):
        con.execute(f"drop table {table}")


def build_loan_days(con: duckdb.DuckDBPyConnection) -> None:
    """Build what falls due on every loan, and loan_days from that and what became known of it."""
    reset_table(con, "loan_instalments")
    con.execute(sql_text(__file__, "sql/loan_instalments.sql"))
    reset_table(con, "loan_days")
    con.execute(loan_days_sql())


def merchant_days_sql() -> str:
    """The query of merchant_days over relations sales_events, purchases_events and bank_events."""
    return sql_text(__file__, "sql/merchant_days.sql")


def loan_days_sql() -> str:
    """The statement that fills loan_days from loans, loan_instalments, loan_events and book."""
    return sql_text(__file__, "sql/loan_days.sql")


def _insert_merchant_days(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(f"insert into merchant_days {merchant_days_sql()}")


def _merchant_ranges(con: duckdb.DuckDBPyConnection, batch_rows: int) -> Iterator[KeyRange | None]:
    """Ranges of merchants that have about `batch_rows` sales each, in order."""
    rows = con.table("sales")
    con.register("raw", rows.select(ColumnExpression("merchant_id")))
    yield from key_ranges(con, "merchant_id", rows=len(rows), batch_rows=batch_rows)
    con.unregister("raw")
