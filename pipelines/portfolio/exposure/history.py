"""Concentration over time: the HHI of the balance at each month-end."""

from dataclasses import dataclass
from datetime import date

from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text


@dataclass(frozen=True)
class ConcentrationMonth:
    """One dimension at one month-end: its HHI, how many parts owe, the largest and its share."""

    month_end: date
    dimension: str
    parts: int
    hhi: float
    largest: str
    largest_share: float

    @property
    def effective_number(self) -> float:
        """How many equal parts would be as concentrated: 1 / HHI."""
        return 1 / self.hhi


def concentration_months(reader: Reader) -> tuple[ConcentrationMonth, ...]:
    """The dimensions of the balance at each month-end that has one, oldest first."""
    rows = reader.rows(sql_text(__file__, "sql/concentration_months.sql"))
    return tuple(ConcentrationMonth(*row) for row in rows)
