"""The asset correlation that the book's own defaults show."""

from dataclasses import dataclass
from math import sqrt

from pipelines.portfolio.reader import Reader
from pipelines.stats.correlation import FEWEST_PERIODS, asset_correlation
from pipelines.store import sql_text


@dataclass(frozen=True)
class BookCorrelation:
    """One-factor fit to the default counts by month of funding, with an approximate error.

    The error rho sqrt(2 / months) is that of a variance over so many independent months. Months
    whose loans were open together share their fortune, so that the true error is larger; and what
    policy or season changed from month to month is read as correlation.
    """

    rho: float
    pd: float
    months: int
    loans: int

    @property
    def standard_error(self) -> float:
        """The approximate standard error of `rho`; a lower bound."""
        return self.rho * sqrt(2 / self.months)


def book_correlation(reader: Reader) -> BookCorrelation | None:
    """The estimate over funding months with all outcomes known; None for fewer than six of them."""
    rows = reader.rows(sql_text(__file__, "sql/funding_months.sql"))
    if len(rows) < FEWEST_PERIODS or not any(row[1] for row in rows):
        return None
    loans, defaults = zip(*rows, strict=True)
    found = asset_correlation(defaults, loans)
    return BookCorrelation(found.rho, found.pd, found.periods, sum(loans))
