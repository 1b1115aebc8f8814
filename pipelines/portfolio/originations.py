"""Originations: how many ask, how many are funded, and what became of the loans of each month."""

from dataclasses import dataclass
from datetime import date

from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text


@dataclass(frozen=True)
class OriginationMonth:
    """The requests of one month and the loans funded in it.

    `funded_applications` are those of the month's `applications` that were ever funded. Of the
    `loans` funded in the month, `judged_loans` have a known outcome, and `defaulted_loans` of them
    are a default as the policy defines it.
    """

    month_end: date
    applications: int
    funded_applications: int
    loans: int
    judged_loans: int
    defaulted_loans: int

    @property
    def funded_share(self) -> float | None:
        """Share of the month's applications that were funded; None where nobody asked."""
        return self.funded_applications / self.applications if self.applications else None

    @property
    def is_judged(self) -> bool:
        """Whether the outcome of every loan of the month is known."""
        return 0 < self.loans == self.judged_loans


def origination_months(reader: Reader) -> tuple[OriginationMonth, ...]:
    """Every month from the first loan to the panel's last month-end, oldest first."""
    rows = reader.rows(sql_text(__file__, "sql/originations.sql"))
    return tuple(OriginationMonth(*row) for row in rows)
