"""What can happen to a loan once it is funded; money in whole cents, times as given."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class FeeBilled:
    """The next month's fee is billed before it falls due; on its due day it is billed anyway."""

    at: datetime


@dataclass(frozen=True)
class Payment:
    """The buyer pays: the oldest due fee, then principal; anything beyond is owed back."""

    at: datetime
    amount_cents: int


@dataclass(frozen=True)
class Payoff:
    """The buyer pays all that is owed; no later fee is billed."""

    at: datetime


@dataclass(frozen=True)
class Refund:
    """The supplier gives back part or all of the purchase.

    All of it within the refund window undoes the loan: billed fees are reversed and what the buyer
    paid is owed back. Any other refund is a payment, and later fees stay on the original principal.
    """

    at: datetime
    amount_cents: int


@dataclass(frozen=True)
class CreditPaidOut:
    """The buyer is paid what is owed back, or part of it."""

    at: datetime
    amount_cents: int


@dataclass(frozen=True)
class ChargeOff:
    """All that is owed is given up as an asset; what comes later is a recovery."""

    at: datetime


@dataclass(frozen=True)
class Recovery:
    """Money comes in on a charged-off loan."""

    at: datetime
    amount_cents: int


LoanEvent = FeeBilled | Payment | Payoff | Refund | CreditPaidOut | ChargeOff | Recovery
