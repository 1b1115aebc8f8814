"""An optimisation as arithmetic: one line for each applicant at most, under a few coupling rows."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipelines.errors import Refused
from pipelines.simulation.pricing.limits import MOST_GROUPS, FairnessFloor, Limits
from pipelines.simulation.pricing.menu import Floats, Menu

Uses = Literal["lent", "loss", "offers"]
USES: tuple[Uses, ...] = ("lent", "loss", "offers")


@dataclass(frozen=True)
class Row:
    """One coupling row: the sum over applicants of `weight` x what they use is at most `at_most`.

    `kind` is budget, loss, share, loans, floor, or best for a row that only says which group's
    approval rate is best; `name` says it in words; `moves_with_budget` is by how much `at_most`
    rises with each cent of budget. A row that looks at the best rate of a fairness floor adds
    `best_weight` x that rate; `floor` is the floor's number.
    """

    kind: str
    name: str
    uses: Uses
    weight: Floats
    at_most: float
    moves_with_budget: float = 0.0
    best_weight: float = 0.0
    floor: int = 0


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
        for number, floor in enumerate(limits.floors):
            yield from self._floor(number, floor)

    def _floor(self, number: int, floor: FairnessFloor) -> Iterator[Row]:
        """A floor's rows; the best rate is an unknown of its own, between 0 and 1."""
        members = self._members(floor.dimension)
        name = f"the fairness floor of {floor.dimension}"
        for group, inside in members.items():
            if floor.rate:
                least = math.ceil(floor.rate * inside.sum() - 1e-9)
                yield Row("floor", f"{name} {group}", "offers", -inside.astype(float), -least)
            if floor.of_best:
                rate, one = inside / inside.sum(), 1 / inside.sum()
                against, best = f"{name} {group} against the best", f"the best {floor.dimension}"
                yield Row("best", best, "offers", rate, 0.0, 0.0, -1.0, number)
                yield Row("floor", against, "offers", -rate, one, 0.0, floor.of_best, number)

    def _members(self, dimension: str) -> dict[str, NDArray[np.bool_]]:
        """Who belongs to each group; applicants of no known group ("") belong to none."""
        if dimension not in self.groups:
            known = ", ".join(sorted(self.groups)) or "none"
            raise Refused(f"applicants are not grouped by {dimension!r}: choose one of {known}")
        labels = self.groups[dimension]
        names = [str(name) for name in np.unique(labels) if name]
        if len(names) > MOST_GROUPS:
            raise Refused(
                f"{dimension} has {len(names)} groups, too many to limit one by one: use at most "
                f"{MOST_GROUPS}"
            )
        return {name: labels == name for name in names}
