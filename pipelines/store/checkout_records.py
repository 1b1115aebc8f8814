"""What the checkout service keeps in `workbench.sqlite`: decisions, and what became of offers.

Every function takes the connection to work on, so that the caller says what one transaction is.
Moments are ISO 8601 in UTC with microseconds, so that their order is that of their text.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.settings import Settings
from pipelines.store.sql import sql_text
from pipelines.store.workbench import Workbench

A_PAGE = 500


@dataclass(frozen=True)
class AcceptedTotals:
    """What was ever accepted at the checkout, less refunds, in cents."""

    merchant_cents: int
    industry_cents: int
    book_cents: int

    def since(self, earlier: "AcceptedTotals") -> "AcceptedTotals":
        """What was added since `earlier`."""
        return AcceptedTotals(
            self.merchant_cents - earlier.merchant_cents,
            self.industry_cents - earlier.industry_cents,
            self.book_cents - earlier.book_cents,
        )


@dataclass(frozen=True)
class CheckoutRecord:
    """One decision as it was answered: `answer` are the very bytes, `grounds` what it rests on,
    `evidence` the steps, score and contributions that followed from them.

    Rooms are what could still be accepted when it was made, None where no limit was judged; totals
    are `AcceptedTotals` of that moment. `offer_digest` is None where nothing was offered.
    """

    decision_id: str
    client_id: str
    merchant_id: str
    idempotency_key: str
    fingerprint: str
    decided_at: str
    decision: str
    requested_cents: int
    currency: str
    offered_cents: int
    offer_digest: str | None
    valid_until: str
    refund_window_hours: int
    industry: str | None
    merchant_total_cents: int
    industry_total_cents: int
    book_total_cents: int
    merchant_room_cents: int
    industry_room_cents: int | None
    book_room_cents: int | None
    policy_sha256: str
    statements_sha256: str
    request: str
    grounds: str
    evidence: str
    answer: bytes

    @property
    def totals(self) -> AcceptedTotals:
        """What had been accepted when it was made."""
        return AcceptedTotals(
            self.merchant_total_cents, self.industry_total_cents, self.book_total_cents
        )


@dataclass(frozen=True)
class CheckoutEvent:
    """Something that happened to an offer; `kind` is accepted, undone or refunded."""

    event_no: int
    decision_id: str
    client_id: str
    merchant_id: str
    industry: str | None
    kind: str
    happened_at: str
    amount_cents: int
    merchant_total_cents: int
    industry_total_cents: int
    book_total_cents: int
    idempotency_key: str | None
    fingerprint: str | None
    answer: bytes


@dataclass(frozen=True)
class Answered:
    """What a key was answered with, and to which request."""

    decision_id: str
    fingerprint: str
    answer: bytes


def insert_decision(con: sqlite3.Connection, record: CheckoutRecord) -> bool:
    """Add a decision; False where the client has used the key for this merchant before."""
    return con.execute(_sql("insert_checkout_decision"), vars(record)).rowcount == 1


def answered(
    con: sqlite3.Connection, client_id: str, merchant_id: str, key: str
) -> Answered | None:
    """What a client's key was answered with for a merchant, if anything."""
    scope = {"client_id": client_id, "merchant_id": merchant_id, "idempotency_key": key}
    row = con.execute(_sql("checkout_decision_by_key"), scope).fetchone()
    return Answered(*row) if row else None


def checkout_decision(
    con: sqlite3.Connection, client_id: str, decision_id: str
) -> CheckoutRecord | None:
    """A client's own decision; None where there is none, or it is somebody else's."""
    asked = {"client_id": client_id, "decision_id": decision_id}
    row = con.execute(_sql("checkout_decision"), asked).fetchone()
    return CheckoutRecord(*row) if row else None


def checkout_decisions(
    settings: Settings, merchant_id: str | None = None
) -> Iterator[CheckoutRecord]:
    """Every decision of the checkout service, oldest first, of one merchant or of all."""
    workbench, after = Workbench(settings), ""
    while True:
        asked = {"after": after, "merchant_id": merchant_id, "most": A_PAGE}
        with workbench.transaction() as con:
            rows = con.execute(_sql("checkout_decisions"), asked).fetchall()
        yield from (CheckoutRecord(*row) for row in rows)
        if len(rows) < A_PAGE:
            return
        after = rows[-1][0]


def events_of(con: sqlite3.Connection, decision_id: str) -> list[CheckoutEvent]:
    """What happened to an offer, oldest first."""
    rows = con.execute(_sql("checkout_events"), {"decision_id": decision_id})
    return [CheckoutEvent(*row) for row in rows]


def event_by_key(
    con: sqlite3.Connection, client_id: str, merchant_id: str, key: str
) -> CheckoutEvent | None:
    """The refund that a client's key stands for, if it does."""
    scope = {"client_id": client_id, "merchant_id": merchant_id, "idempotency_key": key}
    row = con.execute(_sql("checkout_event_by_key"), scope).fetchone()
    return CheckoutEvent(*row) if row else None


def insert_event(con: sqlite3.Connection, event: CheckoutEvent) -> None:
    """Add an event; the store numbers it."""
    con.execute(_sql("insert_checkout_event"), vars(event))


def accepted_totals(
    con: sqlite3.Connection, merchant_id: str, industry: str | None, before: str | None = None
) -> AcceptedTotals:
    """What was accepted less refunds: ever, or before a moment."""
    asked = {"merchant_id": merchant_id, "industry": industry}
    if before is None:
        row = con.execute(_sql("checkout_totals"), asked).fetchone()
    else:
        row = con.execute(_sql("checkout_totals_before"), {**asked, "before": before}).fetchone()
    return AcceptedTotals(*row)


def keep_file(con: sqlite3.Connection, sha256: str, kind: str, content: str, at: str) -> None:
    """Keep a governed file under its digest, once."""
    con.execute(
        _sql("keep_checkout_file"), {"sha256": sha256, "kind": kind, "content": content, "at": at}
    )


def are_kept(con: sqlite3.Connection, policy_sha256: str, statements_sha256: str) -> bool:
    """Whether the policy's and the statements' files are kept under these two digests."""
    asked = {"policy": policy_sha256, "statements": statements_sha256}
    return bool(con.execute(_sql("checkout_files_kept"), asked).fetchone()[0])


def kept_file(con: sqlite3.Connection, sha256: str) -> str | None:
    """The governed file with this digest, if it was ever used."""
    row = con.execute(_sql("checkout_file"), {"sha256": sha256}).fetchone()
    return row[0] if row else None


@cache
def _sql(name: str) -> str:
    return sql_text(__file__, f"workbench_sql/{name}.sql")
