"""What a reader must know of a book before its rates: nothing due yet, nothing paid, no default."""

from dataclasses import dataclass

from pipelines.portfolio.reader import Reader
from pipelines.stats.intervals import Interval, wilson_interval
from pipelines.store import sql_text


@dataclass(frozen=True)
class BookCaveats:
    """The loans of a book, and what is odd about them.

    Of `loans`, `due_loans` have had an instalment due by the as-of date, and `defaulted_loans` were
    90 days past due or charged off at a month-end. `payments` counts payments and refunds.
    `overpaid_loans` were paid `credit_cents` more than they owed, which is owed back. The
    `quarantined_rows` of loans and their events are in no figure of the book. Without `has_sales`
    the merchants' sales are not in the book.
    """

    loans: int
    due_loans: int
    defaulted_loans: int
    payments: int
    overpaid_loans: int
    credit_cents: int
    quarantined_rows: int
    has_sales: bool

    @property
    def is_unpaid(self) -> bool:
        """Whether instalments have fallen due and the book holds no payment at all."""
        return self.due_loans > 0 and self.payments == 0

    @property
    def default_interval(self) -> Interval:
        """Share of the loans with an instalment due that defaulted, 95 % Wilson interval."""
        return wilson_interval(self.defaulted_loans, self.due_loans)


def book_caveats(reader: Reader) -> BookCaveats:
    """Read what is odd about the book's loans; zeros in a book without any."""
    return BookCaveats(*reader.rows(sql_text(__file__, "sql/caveats.sql"))[0])
