"""Roll rates: where the loans of one status stand a month later."""

from collections import Counter
from dataclasses import dataclass

from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text


@dataclass(frozen=True)
class Roll:
    """Loans that went from one status to another within a month; `share` is of `from_status`."""

    from_status: str
    to_status: str
    loans: int
    share: float


def roll_rates(reader: Reader, *, months: int = 12) -> tuple[Roll, ...]:
    """The roll-rate matrix over the last `months` month-ends, one record for each cell not zero."""
    rows = reader.rows(sql_text(__file__, "sql/roll_rates.sql"), {"months": months})
    totals: Counter[str] = Counter()
    for from_status, _, loans in rows:
        totals[from_status] += loans
    return tuple(Roll(start, end, loans, loans / totals[start]) for start, end, loans in rows)
