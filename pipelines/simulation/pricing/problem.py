"""An optimisation as arithmetic: one line for each applicant at most, under a few coupling rows."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipelines.errors import Refused
from pipelines.simulation.pricing.limits import MOST_PAIRS_OF_GROUPS, FairnessFloor, Limits
from pipelines.simulation.pricing.menu import Floats, Menu

Uses = Literal["lent", "loss", "offers"]
USES: tuple[Uses, ...] = ("lent", "loss", "offers")


@dataclass(frozen=True)
class Row:
    """One coupling row: the sum over applicants of `weight` x what they use is at most `at_most`.

    `kind` is budget, loss, share, floor or loans; `name` says it in words; `moves_with_budget` is
    by how much `at_most` rises with each cent of budget.
    """

    kind: str
    name: str
    uses: Uses
    weight: Floats
    at_most: float
    moves_with_budget: float = 0.0


@dataclass(frozen=True)
class Problem:
    """Whom to offer what: maximise expected profit, at most one line each, within the limits.

    `groups` has each applicant's group by dimension, as limits on shares and floors name it.
    Raises Refused where limits are impossible by themselves or name an unknown dimension.
    """

    menu: Menu
    limits: Limits = field(default_factory=Limits)
    groups: Mapping[str, NDArray[np.str_]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.limits.check()

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The coupling rows, those that hold anyway left out for none."""
        return tuple(self._rows())

    def used(self, uses: Uses) -> Floats:
        """What each offer uses of a resource, in the shape of the menu; NaN where there is none."""
        if uses == "offers":
            return np.where(np.isnan(self.menu.amount), np.nan, 1.0)
        if uses == "loss":
            return self.menu.loss
        return self.menu.amount if self.limits.basis == "committed" else self.menu.lent

    def _rows(self) -> Iterator[Row]:
        limits, all_of_them = self.limits, np.ones(self.menu.applicants)
        if limits.budget_cents is not None:
            yield Row("budget", "the budget", "lent", all_of_them, limits.budget_cents, 1.0)
        if limits.loss_cents is not None:
            yield Row("loss", "the limit on expected loss", "loss", all_of_them, limits.loss_cents)
        if limits.loans is not None:
            yield Row("loans", "the number of loans", "offers", all_of_them, limits.loans)
        for dimension, share in limits.shares.items():
            for group, members in self._members(dimension).items():
                name = f"the share of {dimension} {group}"
                most = share * (limits.budget_cents or 0)
                yield Row("share", name, "lent", members.astype(float), most, share)
        for floor in limits.floors:
            yield from self._floor(floor)

    def _floor(self, floor: FairnessFloor) -> Iterator[Row]:
        members = self._members(floor.dimension)
        name = f"the fairness floor of {floor.dimension}"
        if floor.rate:
            for group, inside in members.items():
                least = math.ceil(floor.rate * inside.sum() - 1e-9)
                yield Row("floor", f"{name} {group}", "offers", -inside.astype(float), -least)
        if floor.of_best:
            for group, inside in members.items():
                for best, other in members.items():
                    if group != best:
                        weight = floor.of_best * other / other.sum() - inside / inside.sum()
                        one = 1 / inside.sum()
                        yield Row("floor", f"{name} {group} against {best}", "offers", weight, one)

    def _members(self, dimension: str) -> dict[str, NDArray[np.bool_]]:
        """Who belongs to each group; applicants of no known group ("") belong to none."""
        if dimension not in self.groups:
            known = ", ".join(sorted(self.groups)) or "none"
            raise Refused(f"applicants are not grouped by {dimension!r}: choose one of {known}")
        labels = self.groups[dimension]
        names = [str(name) for name in np.unique(labels) if name]
        if len(names) > MOST_PAIRS_OF_GROUPS:
            raise Refused(
                f"{dimension} has {len(names)} groups, too many to limit one by one: use at most "
                f"{MOST_PAIRS_OF_GROUPS}"
            )
        return {name: labels == name for name in names}
