"""Repeat borrowing: who comes back for another loan, how soon, and how these loans do."""

from dataclasses import dataclass

from pipelines.portfolio.reader import Reader
from pipelines.stats.intervals import Interval, wilson_interval
from pipelines.stats.survival import SurvivalStep, event_shares
from pipelines.store import sql_text

LAST_NUMBER = 4
"""The loan number from which loans are taken together."""


@dataclass(frozen=True)
class LoanNumber:
    """The first, second, third, or fourth and later loans of their merchants.

    `again` is the share that took another loan by each month since, by merchants followed so long;
    `median_months` is when half had, None where fewer than half did. Of the loans, `judged` have a
    known outcome and `defaulted` of them defaulted.
    """

    number: int
    loans: int
    followed: int
    judged: int
    defaulted: int
    again: tuple[SurvivalStep, ...]

    @property
    def share_again(self) -> float:
        """Share that has taken another loan so far, however long ago the loan was."""
        return self.followed / self.loans

    @property
    def median_months(self) -> float | None:
        """Months by which half took another loan."""
        return next((step.time for step in self.again if step.share >= 0.5), None)

    @property
    def default_rate(self) -> Interval | None:
        """Default rate with its 95 % Wilson interval; None where no outcome is known."""
        return wilson_interval(self.defaulted, self.judged) if self.judged else None

    def again_by(self, months: int) -> SurvivalStep | None:
        """The share that took another loan within so many months; None before anybody did."""
        steps = [step for step in self.again if step.time <= months]
        return steps[-1] if steps else None


def repeat_borrowing(reader: Reader) -> tuple[LoanNumber, ...]:
    """Loans by their number among the merchant's, first ones first; empty without loans.

    A loan's months end with the next loan, or with the book (the merchant may still come back).
    """
    rows = reader.rows(sql_text(__file__, "sql/borrowing.sql"), {"last_number": LAST_NUMBER})
    found = []
    for number in sorted({row[0] for row in rows}):
        own = [row[1:] for row in rows if row[0] == number]
        months, came, loans, judged, defaulted = zip(*own, strict=True)
        found.append(
            LoanNumber(
                number=number,
                loans=sum(loans),
                followed=sum(n for n, again in zip(loans, came, strict=True) if again),
                judged=sum(judged),
                defaulted=sum(defaulted),
                again=event_shares(months, came, loans),
            )
        )
    return tuple(found)
