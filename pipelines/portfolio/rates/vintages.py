"""Vintage curves: how the loans of one funding quarter go bad as they age."""

from dataclasses import dataclass
from datetime import date

from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text

LAST_MONTH_ON_BOOK = 18


@dataclass(frozen=True)
class VintagePoint:
    """One quarter's loans at one age; `loans` counts those old enough to be seen at it.

    `late_loans` were 30 or more days past due or charged off at a month-end up to this age;
    charge-offs are net of recoveries, in cents, against the principal of the same loans.
    """

    quarter: date
    months_on_book: int
    funded_loans: int
    loans: int
    late_loans: int
    charged_off_loans: int
    principal_cents: int
    net_charge_off_cents: int

    @property
    def late_rate(self) -> float:
        """Share of loans ever 30 or more days late by this age."""
        return self.late_loans / self.loans

    @property
    def net_charge_off_rate(self) -> float:
        """Net charge-offs by this age as a share of principal."""
        return self.net_charge_off_cents / self.principal_cents

    @property
    def is_complete(self) -> bool:
        """Whether every loan of the quarter has reached this age."""
        return self.loans == self.funded_loans


def vintages(reader: Reader) -> tuple[VintagePoint, ...]:
    """Every quarter's curve by months on book, oldest quarter first."""
    rows = reader.rows(
        sql_text(__file__, "sql/vintages.sql"), {"last_month_on_book": LAST_MONTH_ON_BOOK}
    )
    return tuple(VintagePoint(*row) for row in rows)
