"""A set of offers, at most one for each applicant, and what it is expected to earn and lose."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipelines.simulation.pricing.menu import Floats
from pipelines.simulation.pricing.problem import USES, Problem, Row

NONE = -1
TOLERANCE = 1e-9
"""The part of a row by which float sums may miss it; whole cents and counts are exact anyway."""


@dataclass(frozen=True)
class Totals:
    """Sums over the offers made; money in cents. `lent` is what is expected to be taken up."""

    offers: int
    offered_cents: int
    lent_cents: float
    loss_cents: float
    profit_cents: float

    @property
    def yield_on_lent(self) -> float | None:
        """Expected profit by expected lending; None where nothing is lent."""
        return self.profit_cents / self.lent_cents if self.lent_cents else None


@dataclass(frozen=True)
class Portfolio:
    """Whom to offer which line of the menu, -1 for none, and which part of its range (0 to 1).

    A line of one amount has part 0 throughout.
    """

    problem: Problem
    line: NDArray[np.int64]
    part: Floats

    def of_offer(self, values: Floats) -> Floats:
        """A quantity of the menu for each applicant's offer; 0 where there is none."""
        place = np.arange(len(self.line)), np.maximum(self.line, 0)
        ends = values[place]
        found = ends[:, 0] + self.part * (ends[:, -1] - ends[:, 0])
        return np.where(self.line == NONE, 0.0, found)

    @cached_property
    def amount_cents(self) -> NDArray[np.int64]:
        """What each is offered."""
        return np.rint(self.of_offer(self.problem.menu.amount)).astype(np.int64)

    @cached_property
    def price(self) -> NDArray[np.int64]:
        """The number of each one's price; -1 for no offer."""
        chosen = self.problem.menu.price_of_line[np.maximum(self.line, 0)]
        return np.where(self.line == NONE, NONE, chosen)

    @cached_property
    def totals(self) -> Totals:
        """The sums over all offers."""
        menu = self.problem.menu
        return Totals(
            offers=int((self.line != NONE).sum()),
            offered_cents=int(self.amount_cents.sum()),
            lent_cents=float(self.of_offer(menu.lent).sum()),
            loss_cents=float(self.of_offer(menu.loss).sum()),
            profit_cents=float(self.of_offer(menu.profit).sum()),
        )

    def used(self, row: Row) -> float:
        """What the offers by themselves use of a row."""
        return float(row.weight @ self._uses[row.uses])

    def consumed(self, row: Row) -> float:
        """What counts against a row: what is used, and for a fairness floor the best rate."""
        if not row.best_weight:
            return self.used(row)
        return self.used(row) + row.best_weight * self._best_rates[row.floor]

    @cached_property
    def _uses(self) -> dict[str, Floats]:
        """What each applicant uses of every resource."""
        return {name: self.of_offer(self.problem.used(name)) for name in USES}

    @cached_property
    def _best_rates(self) -> dict[int, float]:
        """The best approval rate of a group, by the number of the fairness floor."""
        found: dict[int, float] = {}
        for row in self.problem.rows:
            if row.kind == "best":
                found[row.floor] = max(self.used(row), found.get(row.floor, 0.0))
        return found

    @property
    def is_feasible(self) -> bool:
        """Whether every row holds."""
        return all(
            self.consumed(row) <= row.at_most + TOLERANCE * max(abs(row.at_most), 1.0)
            for row in self.problem.rows
        )
