"""A decision as it stands now."""

import sqlite3
from datetime import datetime

import msgspec

from pipelines.checkout.answers import ENCODER, moment_text
from pipelines.checkout.messages import DecisionState
from pipelines.store.checkout_records import CheckoutEvent, CheckoutRecord, events_of


def state_of(con: sqlite3.Connection, record: CheckoutRecord, now: datetime) -> bytes:
    """The decision's answer, byte for byte, with what happened to it since."""
    happened = events_of(con, record.decision_id)
    return ENCODER.encode(
        DecisionState(
            state=_name(record, happened, now),
            answer=msgspec.Raw(record.answer),
            events=[msgspec.Raw(event.answer) for event in happened],
        )
    )


def _name(record: CheckoutRecord, happened: list[CheckoutEvent], now: datetime) -> str:
    if record.offer_digest is None:
        return "closed"
    if not happened:
        return "open" if moment_text(now) <= record.valid_until else "expired"
    if happened[-1].kind == "undone":
        return "undone"
    refunded = sum(event.amount_cents for event in happened[1:])
    return "refunded" if refunded == record.offered_cents else "accepted"
