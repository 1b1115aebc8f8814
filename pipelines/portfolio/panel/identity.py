"""Whether the panel adds up: to its own balances, to the loans funded and to the cash received."""

from dataclasses import dataclass
from datetime import date

from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text

IDENTITIES = (
    "opening + originated - principal paid - charged off = closing",
    "opening = closing of the month before",
    "originated = principal of the loans funded",
    "principal paid + fees paid + recovered + credit = cash of the events",
)


@dataclass(frozen=True)
class BookBreach:
    """An identity that one month breaks, and by how many cents its left side is more."""

    month_end: date
    identity: str
    off_by_cents: int

    def __str__(self) -> str:
        return f"{self.month_end:%B %Y}: {self.identity} fails by {self.off_by_cents:,} cents"


def book_breaches(reader: Reader) -> tuple[BookBreach, ...]:
    """Every identity that a month breaks, oldest first; empty where the panel adds up.

    A panel older than the imported events breaks the last two: build the features again.
    """
    return tuple(
        BookBreach(month_end, identity, off)
        for month_end, *offs in reader.rows(sql_text(__file__, "sql/identities.sql"))
        for identity, off in zip(IDENTITIES, offs, strict=True)
        if off
    )
