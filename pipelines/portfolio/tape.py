"""The loan tape a book was read from, and whether the panel says the same of each loan."""

from dataclasses import dataclass

from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text


@dataclass(frozen=True)
class TapeAgreement:
    """The tape's `loans`, and of how many the panel says what the tape says on the as-of date.

    `balances` agree to the cent, `totals` in what was paid, charged off and recovered, `standings`
    in the days past due of the status, or in being paid or charged off. Sums in cents.
    """

    loans: int
    balances: int
    totals: int
    standings: int
    panel_cents: int
    tape_cents: int

    @property
    def is_whole(self) -> bool:
        """Whether panel and tape agree on every loan."""
        return self.loans == self.balances == self.totals == self.standings


def tape_agreement(reader: Reader) -> TapeAgreement | None:
    """Hold the panel against the tape; None in a book that was not read from one."""
    if not reader.rows(sql_text(__file__, "sql/tape_loans.sql"))[0][0]:
        return None
    return TapeAgreement(*reader.rows(sql_text(__file__, "sql/tape_agreement.sql"))[0])
