"""The offered book: what the policy would lend to the scored applications."""

from dataclasses import dataclass

from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text

LENDING = ("approve", "counter-offer")


@dataclass(frozen=True)
class OfferedCell:
    """The applications of one decision, tier (None where nothing is offered) and grade."""

    decision: str
    tier: str | None
    grade: str
    applications: int
    amount_cents: int
    expected_loss_cents: int
    expected_profit_cents: int
    mean_pd: float


@dataclass(frozen=True)
class OfferedBook:
    """All scored applications by decision, tier and grade."""

    cells: tuple[OfferedCell, ...]

    @property
    def applications(self) -> int:
        """Scored applications."""
        return sum(cell.applications for cell in self.cells)

    @property
    def approved(self) -> int:
        """Applications approved, at the amount asked or at a smaller one."""
        return sum(cell.applications for cell in self.cells if cell.decision in LENDING)

    @property
    def amount_cents(self) -> int:
        """What is offered in all."""
        return sum(cell.amount_cents for cell in self.cells)

    @property
    def expected_loss_cents(self) -> int:
        """PD × LGD × EAD of what is offered."""
        return sum(cell.expected_loss_cents for cell in self.cells)

    @property
    def expected_profit_cents(self) -> int:
        """Fees less funding, servicing and expected loss of what is offered."""
        return sum(cell.expected_profit_cents for cell in self.cells)


def offered_book(reader: Reader) -> OfferedBook:
    """The offers as they stand; without cells where nothing was scored."""
    rows = reader.rows(sql_text(__file__, "sql/offered.sql"))
    return OfferedBook(tuple(OfferedCell(*row) for row in rows))
