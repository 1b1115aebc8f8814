"""The map of the book: what each industry owes in each region."""

from dataclasses import dataclass

from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text


@dataclass(frozen=True)
class MapCell:
    """One industry in one region at the last month-end; money in cents, `late_cents` is 30+ DPD."""

    industry: str
    region: str
    merchants: int
    loans: int
    balance_cents: int
    late_cents: int
    share: float

    @property
    def late_share(self) -> float:
        """Share of the cell's balance that is 30 or more days past due."""
        return self.late_cents / self.balance_cents


def industry_region(reader: Reader) -> tuple[MapCell, ...]:
    """Every pair of industry and region that owes something, largest first; `share` of the book."""
    rows: list[tuple[str, str, int, int, int, int]] = reader.rows(
        sql_text(__file__, "sql/industry_region.sql")
    )
    total = sum(row[4] for row in rows)
    return tuple(MapCell(*row, share=row[4] / total) for row in rows)
