"""What becomes of an offer: accepted within its limits and its time, undone, refunded.

Each runs inside the writer's transaction, so that what it checks still holds when it is kept.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from pipelines.checkout.accepted import refunds_of_earlier
from pipelines.checkout.answers import ENCODER, moment_text
from pipelines.checkout.deciding import fingerprint, same_request
from pipelines.checkout.messages import EventAnswer, amount_text
from pipelines.checkout.problems import Problem
from pipelines.store.checkout_records import (
    AcceptedTotals,
    CheckoutEvent,
    CheckoutRecord,
    accepted_totals,
    event_by_key,
    events_of,
    insert_event,
)


@dataclass(frozen=True)
class Refund:
    """What is to be given back, in cents (None: all that is left), under which key."""

    cents: int | None
    key: str


def accept(
    con: sqlite3.Connection, record: CheckoutRecord, cents: int, offer: str, now: datetime
) -> bytes:
    """Accept an offer; an offer accepted before is answered with the same bytes again.

    Problem 409 where nothing was offered, the offer no longer stands or a limit has been used up
    since; 422 where the terms are not those that were offered.
    """
    if record.offer_digest is None:
        raise Problem("no-offer", f"the decision is {record.decision}: there is nothing to accept")
    if offer != record.offer_digest or cents != record.offered_cents:
        raise Problem(
            "terms-differ",
            f"accept {amount_text(record.offered_cents)} with the digest of the decision's answer",
        )
    happened = events_of(con, record.decision_id)
    if happened:
        return happened[0].answer
    if moment_text(now) > record.valid_until:
        raise Problem(
            "expired", f"the offer stood until {record.valid_until}: ask for a new decision"
        )
    totals = accepted_totals(con, record.merchant_id, record.industry)
    earlier = refunds_of_earlier(con, record.merchant_id, record.industry, record.decided_at)
    _check_rooms(record, totals.since(record.totals).since(earlier))
    return _add(con, record, "accepted", cents=cents, refunded=0, now=now)


def refund(con: sqlite3.Connection, record: CheckoutRecord, wanted: Refund, now: datetime) -> bytes:
    """Give back all or a part; the last of it within the refund window undoes the purchase.

    Problem 409 where the offer was not accepted; 422 where no more than something is left.
    """
    asked = fingerprint("refund", record.decision_id, wanted.cents)
    first = event_by_key(con, record.client_id, record.merchant_id, wanted.key)
    if first is not None:
        return same_request(asked, first.fingerprint or "", first.answer)
    happened = events_of(con, record.decision_id)
    if not happened:
        raise Problem("not-accepted", "the offer was not accepted: there is nothing to refund")
    refunded = sum(event.amount_cents for event in happened[1:])
    left = record.offered_cents - refunded
    cents = left if wanted.cents is None else wanted.cents
    if cents > left or left == 0:
        raise Problem("invalid", f"{amount_text(left)} is left to refund: give at most that")
    undoes = cents == left and _in_window(record, happened, now)
    kind = "undone" if undoes else "refunded"
    keyed = (wanted.key, asked)
    return _add(con, record, kind, cents=cents, refunded=refunded + cents, now=now, keyed=keyed)


def _in_window(record: CheckoutRecord, happened: list[CheckoutEvent], now: datetime) -> bool:
    accepted_at = datetime.fromisoformat(happened[0].happened_at)
    return now <= accepted_at + timedelta(hours=record.refund_window_hours)


def _check_rooms(record: CheckoutRecord, added: AcceptedTotals) -> None:
    """Refuse where what was accepted since the decision leaves too little room."""
    rooms = (
        ("the merchant's limit", record.merchant_room_cents, added.merchant_cents),
        ("the limit of the merchant's industry", record.industry_room_cents, added.industry_cents),
        ("the limit of the book", record.book_room_cents, added.book_cents),
    )
    for what, room, used in rooms:
        if room is not None and record.offered_cents + max(0, used) > room:
            raise Problem(
                "limit-used",
                f"{what} has been used by offers accepted since: ask for a new decision",
            )


def _add(
    con: sqlite3.Connection,
    record: CheckoutRecord,
    kind: str,
    *,
    cents: int,
    refunded: int,
    now: datetime,
    keyed: tuple[str | None, str | None] = (None, None),
) -> bytes:
    totals = accepted_totals(con, record.merchant_id, record.industry)
    change = cents if kind == "accepted" else -cents
    given = ENCODER.encode(
        EventAnswer(
            decision_id=record.decision_id,
            kind=kind,
            amount=amount_text(cents),
            currency=record.currency,
            happened_at=moment_text(now),
            refunded=amount_text(refunded),
            remaining=amount_text(record.offered_cents - refunded),
        )
    )
    insert_event(
        con,
        CheckoutEvent(
            event_no=0,
            decision_id=record.decision_id,
            client_id=record.client_id,
            merchant_id=record.merchant_id,
            industry=record.industry,
            kind=kind,
            happened_at=moment_text(now),
            amount_cents=cents,
            merchant_total_cents=totals.merchant_cents + change,
            industry_total_cents=totals.industry_cents + change,
            book_total_cents=totals.book_cents + change,
            idempotency_key=keyed[0],
            fingerprint=keyed[1],
            answer=given,
        ),
    )
    return given
