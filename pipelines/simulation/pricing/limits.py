"""What a lender sets itself: budget, loss, concentration, fairness and number of loans."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipelines.errors import Refused

Basis = Literal["committed", "expected"]
MOST_GROUPS = 100
"""With more groups than this, a dimension tells applicants apart rather than groups them."""


@dataclass(frozen=True)
class FairnessFloor:
    """The least approval rate of each group of `dimension`, among the applicants with a menu.

    `of_best` is a share of the best group's rate (the four-fifths rule is 0.8), kept to within one
    approval, since rates of a group come in steps; `rate` is an absolute rate. Groups are of the
    merchant (industry, region), never of its owner.
    """

    dimension: str
    of_best: float | None = None
    rate: float | None = None


@dataclass(frozen=True)
class Limits:
    """The constraints of an optimisation; None is no limit. Money in cents.

    The budget holds what is offered (`committed`) or what is expected to be taken up (`expected`).
    `shares` is the most of the budget that any one group of a dimension may have. `loss_cents` is
    expected loss, `loans` the most offers made.
    """

    budget_cents: int | None = None
    basis: Basis = "committed"
    loss_cents: int | None = None
    shares: Mapping[str, float] = field(default_factory=dict)
    floors: tuple[FairnessFloor, ...] = ()
    loans: int | None = None

    def check(self) -> None:
        """Raise Refused where a limit is impossible by itself."""
        for name, value in (("budget", self.budget_cents), ("loss limit", self.loss_cents)):
            if value is not None and not value >= 0:
                raise Refused(f"the {name} is {value / 100:,.2f}: give 0 or more, or none")
        if self.loans is not None and self.loans < 0:
            raise Refused(f"at most {self.loans} loans cannot be: give 0 or more, or none")
        if self.shares and self.budget_cents is None:
            raise Refused("a share of the budget needs a budget: give one, or drop the share")
        for dimension, share in self.shares.items():
            if not 0 <= share <= 1:
                raise Refused(f"the share of one {dimension} is {share:g}: give it from 0 to 1")
        for floor in self.floors:
            _check_floor(floor)


def _check_floor(floor: FairnessFloor) -> None:
    for value in (floor.of_best, floor.rate):
        if value is not None and not 0 <= value <= 1:
            raise Refused(f"the fairness floor by {floor.dimension} is {value:g}: give 0 to 1")
    if floor.of_best is None and floor.rate is None:
        raise Refused(f"the fairness floor by {floor.dimension} asks for nothing: give a share")
