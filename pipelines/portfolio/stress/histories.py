"""The history of the open loans' merchants, in memory, on which shocks are tried.

The published store is only read: what a shock changes is a table in a database of this process.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from pipelines.features import features_sql, loan_days_sql, merchant_days_sql
from pipelines.portfolio.stress.factors import Factors, factors_of
from pipelines.portfolio.stress.scenarios import MOST_DAYS, Scenario
from pipelines.store import History, sql_text

TABLES = (
    "merchants",
    "sales",
    "purchases",
    "bank",
    "merchant_days",
    "market_days",
    "loans",
    "loan_days",
    "loan_events",
    "loan_instalments",
    "applications",
    "application_attributes",
    "book",
)
SHOCKED = ("sales", "purchases", "merchant_days", "market_days", "loan_days", "loan_events")
"""Those that a shock changes; the others are the same under it."""


@dataclass(frozen=True)
class StoppedSuppliers:
    """Suppliers that deliver only the share `delivered` of before.

    `dependence` is the part of each merchant's purchases that came from them.
    """

    supplier_id: tuple[str, ...] = ()
    dependence: Mapping[str, float] = field(default_factory=dict)
    delivered: float = 0.0

    def to_arrow(self) -> pa.Table:
        """One row per supplier: what part of its deliveries still comes."""
        suppliers = pa.array(self.supplier_id, pa.string())
        return pa.table({"supplier_id": suppliers, "delivered": [self.delivered] * len(suppliers)})

    @property
    def missing(self) -> dict[str, float]:
        """The part of each merchant's purchases that does not come any more."""
        return {name: share * (1 - self.delivered) for name, share in self.dependence.items()}


class Histories:
    """The merchants of some loans up to the end of `as_of`; safe to share between threads.

    `features` are the catalogue's features that are worked out, all by default.
    """

    def __init__(
        self,
        history: History,
        loan_ids: Sequence[str],
        merchant_ids: Sequence[str],
        as_of: date,
        features: Sequence[str] | None = None,
    ) -> None:
        self.as_of = as_of
        self.last_day = (as_of - date(1970, 1, 1)).days
        self._features = features_sql(features)
        self._lock = threading.Lock()
        self._con = duckdb.connect(config={"threads": 2})
        self._con.execute("create schema calm; create schema shocked")
        given = {"merchant_ids": sorted(set(merchant_ids)), "as_of": as_of, "most_days": MOST_DAYS}
        for table in TABLES:
            self._load(history, table, given)
        asked = {"loan_ids": list(loan_ids), "as_of": as_of}
        self._con.execute(sql_text(__file__, "sql/ask.sql"), asked)
        for table in {*TABLES, "asked"} - set(SHOCKED):
            self._con.execute(f"create view shocked.{table} as from calm.{table}")
        self.merchants: pa.Table = self._con.sql("from calm.merchants").to_arrow_table()

    def calm(self) -> pd.DataFrame:
        """The features of each loan's merchant as of the day, as it asked; index loan id."""
        with self._lock:
            return self._asked("calm")

    def under(
        self, scenario: Scenario, stopped: StoppedSuppliers | None = None
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The same under a scenario, and each merchant's sales since its onset, before and after.

        The second has index merchant id and columns sale_cents, refund_cents and the same with
        `shocked_` before it.
        """
        gone = stopped or StoppedSuppliers()
        factors = factors_of(scenario, self.merchants, self.last_day, gone.missing)
        with self._lock:
            self._shock(factors, scenario, gone)
            onset = {"onset": int(factors.days[0])}
            change = self._con.execute(sql_text(__file__, "sql/sales_change.sql"), onset).df()
            return self._asked("shocked"), change.set_index("merchant_id")

    def rows(self, sql: str, params: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """Rows of a query over the calm tables."""
        with self._lock:
            return self._con.execute(sql, dict(params or {})).fetchall()

    def close(self) -> None:
        """Give the memory back."""
        self._con.close()

    def _load(self, history: History, table: str, given: Mapping[str, object]) -> None:
        sql = sql_text(__file__, f"sql/read_{table}.sql")
        used = {name: value for name, value in given.items() if f"${name}" in sql}
        self._con.register("loaded", history.arrow(sql, used))
        self._con.execute(f"create table calm.{table} as from loaded")
        self._con.unregister("loaded")

    def _asked(self, schema: str) -> pd.DataFrame:
        self._con.execute(f"set schema = '{schema}'")
        found = self._con.execute(self._features).df().set_index("application_id")
        self._con.execute("set schema = 'main'")
        return found.drop(columns=["merchant_id", "applied_at"]).astype("float64")

    def _shock(self, factors: Factors, scenario: Scenario, gone: StoppedSuppliers) -> None:
        onset = int(factors.days[0])
        self._put("factors", factors.to_arrow())
        self._put("stopped", gone.to_arrow())
        self._run("shocked_sales", refunds=scenario.refunds)
        self._run("shocked_purchases")
        self._run("shocked_bank")
        for feed in ("sales", "purchases"):
            self._put_together(feed, onset)
        self._rebuild_days(onset)
        self._run("shocked_market_days", onset=onset)
        self._pay_late(scenario, onset)

    def _put(self, table: str, rows: pa.Table) -> None:
        self._con.register("given", rows)
        self._con.execute(f"create or replace table shocked.{table} as from given")
        self._con.unregister("given")

    def _run(self, name: str, **given: object) -> None:
        self._con.execute(sql_text(__file__, f"sql/{name}.sql"), given or None)

    def _put_together(self, feed: str, onset: int) -> None:
        """A feed's events: as they were before the onset, and the shocked ones since."""
        self._con.execute(
            f"create or replace view shocked.{feed} as from calm.{feed} where day < {onset} "
            f"union all from shocked.{feed}_events"
        )

    def _rebuild_days(self, onset: int) -> None:
        """The merchants' days since the onset, by the very SQL that builds the store's."""
        self._con.execute("set schema = 'shocked'")
        self._con.execute(f"create or replace table shocked.days_since as {merchant_days_sql()}")
        self._con.execute("set schema = 'main'")
        self._con.execute(
            "create or replace view shocked.merchant_days as "
            f"from calm.merchant_days where day < {onset} union all from shocked.days_since"
        )

    def _pay_late(self, scenario: Scenario, onset: int) -> None:
        if not scenario.late_share or not scenario.late_days:
            self._con.execute("create or replace table shocked.loan_days as from calm.loan_days")
            return
        self._run(
            "late_loan_events",
            onset=onset,
            late_share=scenario.late_share,
            late_days=scenario.late_days,
        )
        self._con.execute(
            "create or replace table shocked.loan_days as from calm.loan_days limit 0"
        )
        self._con.execute("set schema = 'shocked'")
        self._con.execute(loan_days_sql())
        self._con.execute("set schema = 'main'")
