"""One decision: the request checked against the desk, decided, and made into a record to keep."""

import hashlib
import os
import sqlite3
import time
from dataclasses import dataclass
from datetime import datetime

import msgspec

from pipelines.checkout.accepted import accepted_since
from pipelines.checkout.answers import ENCODER, answer, evidence, moment_text
from pipelines.checkout.judge import CheckoutDecision
from pipelines.checkout.messages import DecisionRequest
from pipelines.checkout.problems import Problem
from pipelines.checkout.reading import amount_cents, check_text
from pipelines.checkout.request import PurchaseRequest
from pipelines.checkout.watch import DeskInForce
from pipelines.errors import Refused
from pipelines.offers.quote import check_amount
from pipelines.store.checkout_records import (
    AcceptedTotals,
    CheckoutRecord,
    accepted_totals,
    answered,
    are_kept,
    insert_decision,
    keep_file,
)


@dataclass(frozen=True)
class Scope:
    """Within what an idempotency key stands for one request."""

    client_id: str
    merchant_id: str
    key: str


@dataclass(frozen=True)
class Asked:
    """A request with its amount in cents and its fingerprint."""

    request: DecisionRequest
    cents: int
    fingerprint: str


def fingerprint(*parts: object) -> str:
    """A digest that two requests share when they ask for the same."""
    return hashlib.sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()


def asked_for(request: DecisionRequest) -> Asked:
    """Read what a request asks for; 100 and 100.00 ask for the same."""
    check_text(request)
    cents = amount_cents(request.amount)
    asked = (request.merchant_id, cents, request.currency, request.supplier_id, request.attributes)
    return Asked(request, cents, fingerprint(*asked))


def decide(
    con: sqlite3.Connection,
    held: DeskInForce,
    scope: Scope,
    asked: Asked,
    asked_at: datetime,
) -> CheckoutRecord:
    """Decide a request; Problem 422 where the desk cannot decide on such a one."""
    desk, request, cents = held.desk, asked.request, asked.cents
    _check(held, asked)
    industry = desk.industry(request.merchant_id)
    totals = accepted_totals(con, request.merchant_id, industry)
    accepted = accepted_since(con, desk.loans_until, request.merchant_id, industry, totals)
    purchase = PurchaseRequest(
        request.merchant_id, cents, request.supplier_id, dict(request.attributes)
    )
    try:
        decided = desk.decide(purchase, accepted, new_id(), asked_at)
    except Refused as refusal:
        raise Problem("invalid", str(refusal)) from refusal
    return _record(held, scope, asked, decided, totals, asked_at)


def keep(con: sqlite3.Connection, held: DeskInForce, record: CheckoutRecord) -> bytes:
    """Keep a decision with the files it was made by, and return what the client is answered.

    Where another process has kept one for the same key first, that one is answered; Problem 422
    where it was for another request.
    """
    if not are_kept(con, record.policy_sha256, record.statements_sha256):
        for file in held.files:
            keep_file(con, file.sha256, file.kind, file.content, record.decided_at)
    if insert_decision(con, record):
        return record.answer
    first = answered(con, record.client_id, record.merchant_id, record.idempotency_key)
    if first is None:
        raise Problem("failed", "the decision could not be kept: send the same request again")
    return same_request(record.fingerprint, first.fingerprint, first.answer)


def same_request(asked: str, first: str, answer: bytes) -> bytes:
    """The first answer, where the key stands for the same request; Problem 422 otherwise."""
    if asked != first:
        raise Problem(
            "key-reused",
            "this Idempotency-Key was used for another request: take a new key for a new request",
        )
    return answer


def new_id() -> str:
    """An id that sorts by time (microseconds), so that a day's decisions lie together."""
    return f"d{time.time_ns() // 1000:014x}{os.urandom(8).hex()}"


def _check(held: DeskInForce, asked: Asked) -> None:
    desk, request = held.desk, asked.request
    if request.currency != desk.snapshot.currency:
        raise Problem(
            "invalid",
            f"this book is in {desk.snapshot.currency}, not {request.currency}: "
            "ask in its currency",
        )
    if not desk.knows(request.merchant_id):
        raise Problem("invalid", "no such merchant in this book: check merchant_id")
    try:
        check_amount(asked.cents, desk.policy)
    except Refused as refusal:
        raise Problem("invalid", str(refusal)) from refusal


def _record(
    held: DeskInForce,
    scope: Scope,
    asked: Asked,
    decided: CheckoutDecision,
    totals: AcceptedTotals,
    asked_at: datetime,
) -> CheckoutRecord:
    grounds, decision, rules = decided.grounds, decided.decision, held.desk.policy.checkout
    given = answer(decided, rules, asked_at)
    industry_room, book_room = _rooms(decided)
    return CheckoutRecord(
        decision_id=grounds.decision_id,
        client_id=scope.client_id,
        merchant_id=scope.merchant_id,
        idempotency_key=scope.key,
        fingerprint=asked.fingerprint,
        decided_at=moment_text(asked_at),
        decision=decision.decision,
        requested_cents=grounds.order_amount_cents,
        currency=grounds.currency,
        offered_cents=decision.amount_cents,
        offer_digest=given.offer_digest,
        valid_until=given.valid_until,
        refund_window_hours=rules.refund_window_hours,
        industry=held.desk.industry(scope.merchant_id),
        merchant_total_cents=totals.merchant_cents,
        industry_total_cents=totals.industry_cents,
        book_total_cents=totals.book_cents,
        merchant_room_cents=decision.limit_cents,
        industry_room_cents=industry_room,
        book_room_cents=book_room,
        policy_sha256=grounds.policy_digest,
        statements_sha256=grounds.statements_digest,
        request=ENCODER.encode(asked.request).decode(),
        grounds=ENCODER.encode(grounds.to_json()).decode(),
        evidence=evidence(decided),
        answer=given.body,
    )


def _rooms(decided: CheckoutDecision) -> tuple[int | None, int | None]:
    """What the industry and the book could still take, None where it was not judged."""
    for step in decided.decision.steps:
        if step.name == "portfolio":
            figures = step.evidence
            book = figures["open_limit_cents"] - figures["open_cents"]
            if figures["industry"] is None:
                return None, book
            industry = figures["industry_limit_cents"] - figures["industry_open_cents"]
            return industry, book
    return None, None
