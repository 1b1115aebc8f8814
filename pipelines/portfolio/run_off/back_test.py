"""Was the run-off right? The one of some months ago against the cash that came in since."""

from dataclasses import dataclass
from datetime import date

from pipelines.offers import Policy
from pipelines.portfolio.loss.open_loans import last_month_end
from pipelines.portfolio.panel import month_end_after
from pipelines.portfolio.reader import Reader
from pipelines.portfolio.run_off.cash_flows import run_off
from pipelines.store import sql_text


@dataclass(frozen=True)
class RunOffBackTest:
    """The cash expected `as_of` for the months since, and what the same loans paid; in cents."""

    as_of: date
    months: tuple[tuple[date, float, float, float, int], ...]

    @property
    def expected_cents(self) -> float:
        """Cash expected over the months since."""
        return sum(month[1] for month in self.months)

    @property
    def paid_cents(self) -> int:
        """Cash the same loans paid in them."""
        return sum(month[4] for month in self.months)


def run_off_back_test(
    reader: Reader, policy: Policy, *, months_ago: int = 6
) -> RunOffBackTest | None:
    """Set the run-off of `months_ago` against what came in; None where the book is too young.

    Each month holds its month-end, expected cash, that of a bad and of a good year, and cash paid.
    What was known then is taken from the panel; PDs are those of the model in force now.
    """
    last = last_month_end(reader)
    if last is None:
        return None
    then = month_end_after(last, -months_ago)
    found = run_off(reader, policy, as_of=then)
    if found is None:
        return None
    rows = reader.rows(sql_text(__file__, "sql/paid_since.sql"), {"month_end": then})
    paid = {row[0]: int(row[1]) for row in rows}
    months = tuple(
        (m.month_end, m.expected_cents, m.low_cents, m.high_cents, paid.get(m.month_end, 0))
        for m in found.months
        if m.month_end <= last
    )
    return RunOffBackTest(then, months) if months else None
