"""What a client sends and reads: the shapes of requests and answers, and money as text.

Amounts are decimal strings such as "1250.00" in both directions: a JSON number is a binary
fraction to many a reader, and cents must not depend on who reads.
"""

import re
from datetime import date
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

AMOUNT = re.compile(r"(0|[1-9][0-9]{0,9})(?:\.([0-9]{1,2}))?")
PLAIN = re.compile(r"[^\x00-\x1f\x7f]*")

Amount = Annotated[
    str,
    Meta(
        pattern=r"^(0|[1-9][0-9]{0,9})(\.[0-9]{1,2})?$",
        max_length=13,
        description='Units of the currency, at most two decimals, as text: "1250.00".',
        examples=["1250.00"],
    ),
]
Identifier = Annotated[
    str, Meta(pattern=r"^[^\u0000-\u001f\u007f]+$", min_length=1, max_length=100)
]
Currency = Annotated[str, Meta(pattern="^[A-Z]{3}$", max_length=3, examples=["USD"])]
Number = Annotated[float, Meta(ge=-1e15, le=1e15)]
Whole = Annotated[int, Meta(ge=-(10**15), le=10**15)]
Value = bool | Whole | Number | Annotated[str, Meta(max_length=200)]
Attributes = Annotated[
    dict[Annotated[str, Meta(min_length=1, max_length=64)], Value], Meta(max_length=64)
]


class DecisionRequest(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, frozen=True):
    """A merchant's purchase for which financing is asked."""

    merchant_id: Identifier
    amount: Amount
    currency: Currency
    supplier_id: Identifier | None = None
    attributes: Attributes = {}


class AcceptRequest(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, frozen=True):
    """The buyer takes the offer: its amount, and the digest of its terms as they were answered."""

    amount: Amount
    offer: Annotated[str, Meta(pattern="^[0-9a-f]{64}$", max_length=64)]


class RefundRequest(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, frozen=True):
    """The purchase is undone or partly refunded; without an amount, all that is left."""

    amount: Amount | UnsetType = UNSET


class InstalmentDue(msgspec.Struct, kw_only=True):
    """One payment."""

    number: int
    due_on: date
    principal: Amount
    fee: Amount
    payment: Amount


class OfferTerms(msgspec.Struct, kw_only=True):
    """What is offered: its price and when it is due; `apr` in per cent a year."""

    amount: Amount
    tier: str
    monthly_rates: list[float]
    instalments: list[InstalmentDue]
    finance_charge: Amount
    total: Amount
    apr: float
    valid_until: str
    refund_window_hours: int


class Offer(OfferTerms, kw_only=True):
    """The terms with the digest that accepting them takes."""

    offer: str


class ReasonGiven(msgspec.Struct, kw_only=True):
    """Why it is not a plain approval, in governed words."""

    code: str
    statement: str


class DecisionAnswer(msgspec.Struct, kw_only=True):
    """A decision: approve, counter-offer (of less), refer (a person decides) or decline."""

    decision_id: str
    decision: str
    merchant_id: str
    requested: Amount
    currency: str
    decided_at: str
    offer: Offer | None
    reasons: list[ReasonGiven]
    policy_version: str | None


class EventAnswer(msgspec.Struct, kw_only=True):
    """What happened to an offer: accepted, undone without cost, or refunded."""

    decision_id: str
    kind: str
    amount: Amount
    currency: str
    happened_at: str
    refunded: Amount
    remaining: Amount


class DecisionState(msgspec.Struct, kw_only=True):
    """A decision as it was answered, and what happened to it since, oldest first.

    `state` is open, expired, accepted, undone or refunded, or closed where nothing was offered.
    """

    state: str
    answer: msgspec.Raw
    events: list[msgspec.Raw]


def cents_of(amount: str) -> int | None:
    """An amount's cents; None where it is not written as one."""
    match = AMOUNT.fullmatch(amount)
    if match is None:
        return None
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))


def amount_text(cents: int) -> str:
    """Cents of zero or more as an amount."""
    return f"{cents // 100}.{cents % 100:02d}"
