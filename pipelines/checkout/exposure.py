"""What is owed when a purchase is decided: the book's loans, and what was accepted since."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from pipelines.features import Snapshot, read_served
from pipelines.offers import BookExposure
from pipelines.settings import Settings
from pipelines.store import History, sql_text


@dataclass(frozen=True)
class Accepted:
    """Cents accepted at the checkout and lent by no loan of the book yet: by the merchant, its
    industry, by all.
    """

    merchant_cents: int = 0
    industry_cents: int = 0
    book_cents: int = 0


@dataclass(frozen=True)
class OpenBook:
    """Principal owed in the book, in cents, as known at the end of its as-of date."""

    by_merchant: dict[str, int]
    industries: dict[str, str]
    by_industry: dict[str, int]
    total_cents: int

    def merchant_cents(self, merchant_id: str, accepted: Accepted) -> int:
        """What the merchant owes, with what it accepted since."""
        return self.by_merchant.get(merchant_id, 0) + accepted.merchant_cents

    def exposure(self, merchant_id: str, accepted: Accepted) -> BookExposure:
        """What all merchants, and those of the merchant's industry, owe."""
        industry = self.industries.get(merchant_id)
        owed = self.by_industry.get(industry, 0) + accepted.industry_cents if industry else 0
        return BookExposure(self.total_cents + accepted.book_cents, industry, owed)


def open_book(settings: Settings, snapshot: Snapshot) -> OpenBook:
    """Read what is owed from `serving/`; Refused where it is damaged."""
    rows = read_served(settings, snapshot.owed).to_pylist()
    by_industry: dict[str, int] = defaultdict(int)
    for row in rows:
        if row["industry"] is not None:
            by_industry[row["industry"]] += row["open_principal_cents"]
    return OpenBook(
        by_merchant={row["merchant_id"]: row["open_principal_cents"] for row in rows},
        industries={row["merchant_id"]: row["industry"] for row in rows if row["industry"]},
        by_industry=dict(by_industry),
        total_cents=sum(row["open_principal_cents"] for row in rows),
    )


def loans_until(history: History) -> datetime | None:
    """Until when (UTC) what was accepted is among the history's loans; None where it has none."""
    found = history.row(sql_text(__file__, "sql/newest_funding.sql"), {})
    newest: datetime | None = found[0] if found else None
    return newest.replace(tzinfo=UTC) if newest else None
