"""One loan's books: double entry in whole cents, and what they say at any moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from pipelines.errors import Refused
from pipelines.loans.schedule import Instalment, Schedule

REFUND_WINDOW_HOURS = 48


class Account(StrEnum):
    """The accounts of a loan. Supplier is what was sent to the supplier less what came back."""

    PRINCIPAL = "principal receivable"
    FEES = "fee receivable"
    CASH = "cash"
    FEE_INCOME = "fee income"
    SUPPLIER = "supplier clearing"
    CREDIT = "credit balance owed"
    CHARGE_OFF = "charge-off expense"
    RECOVERY = "recovery income"


@dataclass(frozen=True)
class Posting:
    """Cents on one account: debits above zero, credits below."""

    account: Account
    cents: int


@dataclass(frozen=True)
class Entry:
    """One event's postings; raises ValueError unless they balance."""

    at: datetime
    kind: str
    postings: tuple[Posting, ...]

    def __post_init__(self) -> None:
        if sum(posting.cents for posting in self.postings):
            raise ValueError(f"the postings of {self.kind} do not balance")


@dataclass(frozen=True)
class StatementLine:
    """What an entry did and what was owed after it, in cents; `amount_cents` is its debits."""

    at: datetime
    kind: str
    amount_cents: int
    principal_cents: int
    fees_cents: int
    credit_cents: int


@dataclass(frozen=True)
class Loan:
    """A funded loan with all its entries so far; `open_loan` makes one, `post` the next."""

    schedule: Schedule
    funded_at: datetime
    entries: tuple[Entry, ...]
    refund_window_hours: int = REFUND_WINDOW_HOURS

    @cached_property
    def balances(self) -> dict[Account, int]:
        """Debits less credits of every account."""
        found = dict.fromkeys(Account, 0)
        for entry in self.entries:
            for posting in entry.postings:
                found[posting.account] += posting.cents
        return found

    @property
    def principal_cents(self) -> int:
        """Principal still owed."""
        return self.balances[Account.PRINCIPAL]

    @property
    def fees_cents(self) -> int:
        """Fees billed and not paid."""
        return self.balances[Account.FEES]

    @property
    def owed_cents(self) -> int:
        """Principal and billed fees still owed."""
        return self.principal_cents + self.fees_cents

    @property
    def credit_cents(self) -> int:
        """What is owed back to the buyer."""
        return -self.balances[Account.CREDIT]

    @cached_property
    def billed(self) -> int:
        """How many fees have been billed."""
        return sum(entry.kind == "fee billed" for entry in self.entries)

    @cached_property
    def status(self) -> str:
        """`open`, `paid`, `refunded` (undone in the window) or `charged off`."""
        kinds = {entry.kind for entry in self.entries}
        if "charge-off" in kinds:
            return "charged off"
        if "purchase undone" in kinds:
            return "refunded"
        return "open" if self.owed_cents else "paid"

    def unbilled(self, on: date) -> tuple[Instalment, ...]:
        """The instalments due by that day whose fee is still to be billed: none once closed."""
        if self.status != "open":
            return ()
        return tuple(due for due in self.schedule.instalments[self.billed :] if due.due_on <= on)

    def payoff_cents(self, at: datetime) -> int:
        """What pays the loan off at that time: all principal, and the fees due until then."""
        self.check_time(at)
        return self.owed_cents + sum(due.fee_cents for due in self.unbilled(at.date()))

    def days_past_due(self, at: datetime) -> int:
        """Days since the oldest instalment not covered fell due; 0 where none is.

        What has been credited covers instalments in order, each with its fee: money beyond what is
        due counts towards the next ones. A loan that is closed is not past due.
        """
        self.check_time(at)
        if self.status != "open":
            return 0
        credited = self.schedule.principal_cents - self.principal_cents
        credited += sum(due.fee_cents for due in self.schedule.instalments[: self.billed])
        credited -= self.fees_cents
        for due in self.schedule.instalments:
            credited -= due.payment_cents
            if due.due_on > at.date():
                return 0
            if credited < 0:
                return (at.date() - due.due_on).days
        return 0

    def statement(self) -> Iterator[StatementLine]:
        """The entries in order, each with what was owed after it."""
        held = dict.fromkeys(Account, 0)
        for entry in self.entries:
            for posting in entry.postings:
                held[posting.account] += posting.cents
            debits = sum(posting.cents for posting in entry.postings if posting.cents > 0)
            owed = held[Account.PRINCIPAL], held[Account.FEES], -held[Account.CREDIT]
            yield StatementLine(entry.at, entry.kind, debits, *owed)

    def check_time(self, at: datetime) -> None:
        """Refuse a time before the last entry: the books are not rewritten."""
        last = self.entries[-1].at
        if at < last:
            raise Refused(
                f"{at:%Y-%m-%d %H:%M} is before the loan's last entry of {last:%Y-%m-%d %H:%M}: "
                "give the events in order of time"
            )


def open_loan(
    schedule: Schedule, funded_at: datetime, *, refund_window_hours: int = REFUND_WINDOW_HOURS
) -> Loan:
    """Fund a loan: the principal goes to the supplier and is owed by the buyer."""
    first = schedule.instalments[0].due_on
    if funded_at.date() >= first:
        raise Refused(
            f"a loan funded on {funded_at:%Y-%m-%d} cannot have an instalment due on {first}: "
            "build its schedule from the day it was funded"
        )
    amount = schedule.principal_cents
    postings = (Posting(Account.PRINCIPAL, amount), Posting(Account.SUPPLIER, -amount))
    return Loan(schedule, funded_at, (Entry(funded_at, "funding", postings),), refund_window_hours)
