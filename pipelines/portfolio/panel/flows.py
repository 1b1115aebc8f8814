"""What moved in the book each month, and the rates that follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.offers import Policy
from pipelines.portfolio.panel.book_months import MONTHS_A_YEAR
from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text


@dataclass(frozen=True)
class BookFlow:
    """The book over one month, in cents: opening + originated - paid - charged off = closing.

    Balances are principal. `fee_cents` are fees billed; `credit_cents` was paid beyond all that was
    owed and is owed back; `late_cents` is the closing balance 30 or more days past due. Rates are
    fractions, None where there is nothing to measure them on.
    """

    month_end: date
    opening_cents: int
    originated_cents: int
    principal_paid_cents: int
    charged_off_cents: int
    closing_cents: int
    fee_cents: int
    fee_paid_cents: int
    fee_written_off_cents: int
    recovered_cents: int
    credit_cents: int
    late_cents: int

    @property
    def mean_balance_cents(self) -> float:
        """Mean of the opening and the closing balance."""
        return (self.opening_cents + self.closing_cents) / 2

    @property
    def fee_yield(self) -> float | None:
        """Fees billed less fees written off, over the mean balance, times 12."""
        return _a_year(self.fee_cents - self.fee_written_off_cents, self.mean_balance_cents)

    @property
    def cash_yield(self) -> float | None:
        """Fees paid over the mean balance, times 12."""
        return _a_year(self.fee_paid_cents, self.mean_balance_cents)

    @property
    def net_charge_off_rate(self) -> float | None:
        """Principal charged off less recoveries, over the mean balance, times 12."""
        return _a_year(self.charged_off_cents - self.recovered_cents, self.mean_balance_cents)

    @property
    def repayment_rate(self) -> float | None:
        """Principal paid in the month over the opening balance; None in the first month."""
        return _share(self.principal_paid_cents, self.opening_cents)

    @property
    def share_30_plus(self) -> float | None:
        """Share of the closing balance 30 or more days past due."""
        return _share(self.late_cents, self.closing_cents)


def book_flows(reader: Reader) -> tuple[BookFlow, ...]:
    """Every month of the book, oldest first; empty where there are no loans."""
    return tuple(BookFlow(*row) for row in reader.rows(sql_text(__file__, "sql/book_flows.sql")))


def recovery_rate(flows: Sequence[BookFlow]) -> float | None:
    """Recovered so far of the principal and fees given up so far; None before any charge-off.

    Young charge-offs have had little time to bring anything back, so that the rate of a book that
    still grows understates what will be recovered.
    """
    given_up = sum(flow.charged_off_cents + flow.fee_written_off_cents for flow in flows)
    return _share(sum(flow.recovered_cents for flow in flows), given_up)


def utilisation(flow: BookFlow, policy: Policy) -> float | None:
    """The closing balance over what the policy lets the book owe in all; above 1 beyond it."""
    return _share(flow.closing_cents, policy.portfolio.open_principal_cents)


def _a_year(cents: float, balance: float) -> float | None:
    return cents / balance * MONTHS_A_YEAR if balance else None


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
