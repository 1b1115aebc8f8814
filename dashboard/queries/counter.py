"""The counter of the Checkout page: it decides for a merchant now and keeps what it answers."""

import atexit
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import streamlit as st

from dashboard.queries import kept
from dashboard.queries.store import settings
from pipelines.checkout import CheckoutDesk, accepting
from pipelines.checkout.deciding import Asked, Scope, asked_for, decide, keep
from pipelines.checkout.messages import DecisionRequest, amount_text
from pipelines.checkout.problems import Problem
from pipelines.checkout.replay import Replay
from pipelines.checkout.service import not_yours, utc_clock
from pipelines.checkout.watch import DeskInForce, DeskWatch
from pipelines.errors import Refused
from pipelines.settings import Settings, settings_from_environment
from pipelines.store import Workbench
from pipelines.store.checkout_records import CheckoutRecord, answered, checkout_decision

CLIENT = "checkout-page"
"""Whom the page asks as; clients with a key are named `c-...`, so that no key is this one's."""


@dataclass(frozen=True)
class Order:
    """What a buyer wants financed, in cents; the `number`th order of a reader's `session`."""

    merchant_id: str
    cents: int
    currency: str
    supplier_id: str | None
    session: str
    number: int

    def asked(self) -> Asked:
        """The order as the checkout service reads it."""
        request = DecisionRequest(
            merchant_id=self.merchant_id,
            amount=amount_text(self.cents),
            currency=self.currency,
            supplier_id=self.supplier_id,
        )
        return asked_for(request)

    def scope(self, asked: Asked) -> Scope:
        """The same for the same order, so that drawing the page again asks nothing anew."""
        key = f"{self.session}-{self.number}-{asked.fingerprint[:16]}"
        return Scope(CLIENT, self.merchant_id, key)


class Counter:
    """Decides, accepts and refunds as one client of the checkout, on one store."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = utc_clock) -> None:
        self._settings = settings
        self._clock = clock
        self._workbench = Workbench(settings)
        self.watch = DeskWatch(settings, CheckoutDesk.open)
        self.watch.start()

    def close(self) -> None:
        """End the watch over the desk."""
        self.watch.close()

    def held(self) -> DeskInForce:
        """The desk in force; Refused, with its reason, where none could be opened."""
        try:
            return self.watch.held()
        except Problem as problem:
            raise Refused(self.watch.why_in_doubt or problem.detail) from problem

    def decide(self, order: Order) -> tuple[str, float | None]:
        """The id of the order's kept decision; with its milliseconds where it was taken now.

        Refused where the desk cannot decide on such an order.
        """
        asked = order.asked()
        scope = order.scope(asked)
        before = self._answered(scope)
        if before is not None:
            return before, None
        held, started = self.held(), time.perf_counter()
        try:
            with self._writing() as con:
                keep(con, held, decide(con, held, scope, asked, self._clock()))
        except Problem as problem:
            raise Refused(problem.detail) from problem
        milliseconds = 1000 * (time.perf_counter() - started)
        decided = self._answered(scope)
        if decided is None:
            raise Refused("the decision was not kept: try again")
        return decided, milliseconds

    def accept(self, decision_id: str, cents: int, offer: str) -> None:
        """Accept an offer by the amount and the digest it was shown with.

        Problem where the offer no longer stands, or these are not its terms.
        """
        with self._writing() as con:
            accepting.accept(con, _own(con, decision_id), cents, offer, self._clock())

    def refund(self, decision_id: str) -> None:
        """Give back the whole purchase, once; within its window that undoes it. Problem if not."""
        wanted = accepting.Refund(None, f"{decision_id}-refund")
        with self._writing() as con:
            accepting.refund(con, _own(con, decision_id), wanted, self._clock())

    def kept(self, decision_id: str) -> kept.Kept:
        """One of its decisions as it stands now."""
        with self._workbench.transaction() as con:
            found = kept.standing(con, _own(con, decision_id), self._clock())
        return kept.taken_again(found, self._replay())

    def suppliers(self, merchant_id: str) -> list[str]:
        """Whom the merchant bought from within the last 365 days, by id."""
        bought = self.held().desk.merchants.purchases
        return sorted(supplier for merchant, supplier in bought if merchant == merchant_id)

    def latest(self, merchant_id: str) -> pd.DataFrame:
        """The merchant's newest decisions, whoever asked, newest first."""
        with self._workbench.transaction() as con:
            return kept.latest(con, merchant_id, self._clock())

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction beside which nobody writes, so that what it checks still holds."""
        with self._workbench.transaction() as con:
            con.execute("begin immediate")
            yield con

    def _answered(self, scope: Scope) -> str | None:
        with self._workbench.transaction() as con:
            found = answered(con, CLIENT, scope.merchant_id, scope.key)
        return found.decision_id if found else None

    def _replay(self) -> Replay:
        """Takes decisions again; what the desk in force holds is not read anew."""
        desk = self.held().desk
        return Replay(
            self._settings,
            models={desk.tables.model_id: desk.tables},
            policies={desk.policy_digest: desk.policy},
            statements={desk.statements_digest: desk.statements},
        )


def counter() -> Counter:
    """The counter on this process's store, opened once."""
    return _counter(str(settings().store))


def _release(opened: Counter) -> None:
    atexit.unregister(opened.close)
    opened.close()


@st.cache_resource(show_spinner=False, max_entries=4, on_release=_release)
def _counter(store: str) -> Counter:
    opened = Counter(settings_from_environment(store))
    atexit.register(opened.close)
    return opened


def _own(con: sqlite3.Connection, decision_id: str) -> CheckoutRecord:
    record = checkout_decision(con, CLIENT, decision_id)
    if record is None:
        raise not_yours()
    return record
