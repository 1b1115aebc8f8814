"""The loan book month by month, and the rates read off it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class BookMonth:
    """The book at one month-end, in cents; the flows are the month's, `late_cents` is 30+ DPD."""

    month_end: date
    open_loans: int
    balance_cents: int
    late_cents: int
    funded_loans: int
    funded_cents: int
    charged_off_cents: int
    recovered_cents: int
    fee_cents: int

    @property
    def share_30_plus(self) -> float | None:
        """Share of the balance 30 or more days past due; None where nothing is owed."""
        return self.late_cents / self.balance_cents if self.balance_cents else None


@dataclass(frozen=True)
class StatusMonth:
    """The loans in one status at one month-end."""

    month_end: date
    status: str
    loans: int
    balance_cents: int


def book_months(reader: Reader) -> tuple[BookMonth, ...]:
    """The book at each month-end, oldest first."""
    return tuple(BookMonth(*row) for row in reader.rows(sql_text(__file__, "sql/book_months.sql")))


def status_months(reader: Reader) -> tuple[StatusMonth, ...]:
    """Loans and balance by month-end and status, oldest first."""
    rows = reader.rows(sql_text(__file__, "sql/status_months.sql"))
    return tuple(StatusMonth(*row) for row in rows)


def net_charge_off_rate(months: Sequence[BookMonth], *, over: int = MONTHS_A_YEAR) -> float | None:
    """Annualised net charge-off of the last `over` months (fewer where the book is younger).

    Charge-offs less recoveries, over the mean month-end balance, times 12 / months. None where
    nothing was owed.
    """
    recent = months[-over:]
    owed = sum(month.balance_cents for month in recent)
    if not owed:
        return None
    lost = sum(month.charged_off_cents - month.recovered_cents for month in recent)
    return lost / owed * MONTHS_A_YEAR


def trailing_net_charge_off(months: Sequence[BookMonth], *, over: int) -> list[float | None]:
    """The annualised net charge-off at each month-end; None until `over` months are there."""
    return [
        net_charge_off_rate(months[: end + 1], over=over) if end + 1 >= over else None
        for end in range(len(months))
    ]
