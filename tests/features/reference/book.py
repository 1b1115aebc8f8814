"""A book of merchants as plain lists: what happened, and when the lender came to know of it.

Every field bears the name of its column in the store.
"""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Merchant:
    merchant_id: str
    founded_on: date | None = None
    joined_on: date | None = None


@dataclass(frozen=True)
class Application:
    application_id: str
    merchant_id: str
    applied_at: datetime
    order_amount_cents: int | None = None
    supplier_id: str | None = None


@dataclass(frozen=True)
class Sale:
    merchant_id: str
    event_id: str
    occurred_at: datetime
    known_at: datetime
    kind: str
    amount_cents: int
    buyer_id: str | None = None
    channel: str | None = None


@dataclass(frozen=True)
class Purchase:
    merchant_id: str
    event_id: str
    occurred_at: datetime
    known_at: datetime
    kind: str
    amount_cents: int
    supplier_id: str | None = None


@dataclass(frozen=True)
class Movement:
    """A bank movement: money in is positive, money out negative."""

    merchant_id: str
    event_id: str
    occurred_at: datetime
    known_at: datetime
    amount_cents: int
    balance_after_cents: int | None = None
    category: str | None = None


@dataclass(frozen=True)
class Loan:
    loan_id: str
    application_id: str
    merchant_id: str
    funded_at: datetime
    principal_cents: int
    monthly_rates: tuple[float, ...]


@dataclass(frozen=True)
class LoanEvent:
    loan_id: str
    event_id: str
    occurred_at: datetime
    known_at: datetime
    kind: str
    amount_cents: int


@dataclass
class Book:
    """All there is, one list a table of the store."""

    merchants: list[Merchant] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)
    sales: list[Sale] = field(default_factory=list)
    purchases: list[Purchase] = field(default_factory=list)
    bank: list[Movement] = field(default_factory=list)
    loans: list[Loan] = field(default_factory=list)
    loan_events: list[LoanEvent] = field(default_factory=list)
