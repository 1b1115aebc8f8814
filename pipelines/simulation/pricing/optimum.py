"""The offers that earn most within the limits, how near the best they are proven, and prices."""

from dataclasses import dataclass
from typing import Any

from pipelines.simulation.pricing.portfolio import Portfolio
from pipelines.simulation.pricing.problem import Row


@dataclass(frozen=True)
class ShadowPrice:
    """What a row costs: the profit that one more cent, loan or approval of it would bring.

    `used` and `at_most` are in the row's unit. A price of 0 means that the row costs nothing; that
    of the budget counts the shares that grow with it.
    """

    kind: str
    name: str
    price: float
    used: float
    at_most: float

    @property
    def is_binding(self) -> bool:
        """Whether more of it would earn more."""
        return self.price > 0


@dataclass(frozen=True)
class Optimum:
    """The offers found, with the bound that no feasible set of offers exceeds; money in cents.

    `gap` is the part of the bound that the offers found fall short of it: no other set of offers
    earns more than that above them. `undecided` is how many applicants the mixed-integer program
    had to settle; the others were settled by the dual prices.
    """

    portfolio: Portfolio
    bound_cents: float
    gap: float
    shadow_prices: tuple[ShadowPrice, ...]
    undecided: int
    seconds: float

    @property
    def lends_nothing(self) -> bool:
        """Whether no offer is worth making, or allowed."""
        return self.portfolio.totals.offers == 0

    def to_json(self) -> dict[str, Any]:
        """The totals, the proof and the prices; money in units of currency."""
        totals = self.portfolio.totals
        return {
            "offers": totals.offers,
            "offered": totals.offered_cents / 100,
            "expected_lent": round(totals.lent_cents / 100, 2),
            "expected_loss": round(totals.loss_cents / 100, 2),
            "expected_profit": round(totals.profit_cents / 100, 2),
            "bound": round(self.bound_cents / 100, 2),
            "gap": self.gap,
            "seconds": round(self.seconds, 3),
            "shadow_prices": [vars(price) for price in self.shadow_prices],
        }


def shadow_price(row: Row, price: float, portfolio: Portfolio) -> ShadowPrice:
    """The row's price beside what the offers use of it."""
    return ShadowPrice(row.kind, row.name, price, portfolio.consumed(row), row.at_most)
