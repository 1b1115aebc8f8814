"""What would help: the cheapest permitted changes that the real decision accepts, or none.

All combinations of one lever and of two are decided by columns, with the replay's own rules and
the model's own trees; one is set aside only where no rounding of its score could let the decision
accept it. What is left is put to the decision itself in order of cost.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.explain.model_rows import model_rows
from pipelines.offers import Decision, Policy
from pipelines.recourse.combinations import NONE, Chosen, Combinations, all_combinations
from pipelines.recourse.grounds import Grounds
from pipelines.recourse.levers import AMOUNT, EXPOSURE
from pipelines.recourse.moves import Bounds, Floats, Pull
from pipelines.recourse.result import Change, Moved, Pulled, Recourse
from pipelines.recourse.screen import acceptable

CHEAPEST = 3
Verify = Callable[[Mapping[str, float], int | None, int], tuple[Decision, float]]
"""The real decision, with its PD, for changed features, an amount and an open exposure in cents."""


@dataclass(frozen=True)
class Asked:
    """Whose decision is to change: the row of features as asked, and the decision it now gets."""

    row: pd.DataFrame
    exposure_cents: int
    decision: Decision

    @property
    def amount_cents(self) -> int | None:
        """What was asked for, None where nothing was."""
        return self.decision.requested_cents


@dataclass(frozen=True)
class Goal:
    """What a change must reach: an approval, at one of these tiers, for a PD up to `pd`."""

    words: str
    pd: float
    tiers: tuple[str, ...]

    def reached(self, decision: Decision) -> bool:
        """Whether the decision is one."""
        return decision.decision == "approve" and decision.tier in self.tiers


def recourse(
    grounds: Grounds, asked: Asked, verify: Verify, *, cheapest: int = CHEAPEST
) -> Recourse:
    """Search every permitted change of one lever and of two.

    The goal is an approval; of a counter-offer, in full; of an approval, at a cheaper tier. Changes
    come by effort, then months, then number of levers; one whose levers include all those of a
    cheaper one is left out. Raises Refused where the model's trees fit no table.
    """
    started = time.perf_counter()
    goal = goal_of(asked.decision, grounds.policy)
    search = Search.of(grounds, asked) if goal else None
    return Recourse(
        application_id=asked.decision.application_id,
        goal=goal.words if goal else "",
        found=tuple(search.verified(goal, verify, cheapest)) if goal and search else (),
        tried=len(search.combined) if search else 0,
        levers=tuple(one.pull.lever for one in search.active) if search else (),
        idle=tuple(one.pull.lever for one in search.idle) if search else (),
        seconds=time.perf_counter() - started,
    )


def goal_of(decision: Decision, policy: Policy) -> Goal | None:
    """What would be better than this decision; None for an approval at the cheapest tier."""
    names = tuple(tier.name for tier in policy.tiers)
    if decision.decision == "counter-offer":
        return Goal("approve in full", policy.cut_off, names)
    if decision.decision != "approve":
        return Goal("approve", policy.cut_off, names)
    place = names.index(decision.tier or "")
    if place == 0:
        return None
    return Goal(f"tier {names[place - 1]}", policy.tiers[place - 1].pd_up_to, names[:place])


@dataclass(frozen=True, eq=False)
class Search:
    """One applicant's combinations: of `active` levers, `idle` ones having no step to take."""

    grounds: Grounds
    asked: Asked
    own: Floats
    bounds: Bounds
    active: tuple[Chosen, ...]
    idle: tuple[Chosen, ...]
    combined: Combinations

    @classmethod
    def of(cls, grounds: Grounds, asked: Asked) -> "Search":
        """All that is permitted to this applicant; a counter-offer's amount stays as it is."""
        row = {str(name): value for name, value in asked.row.iloc[0].items()}
        own = grounds.own(row, asked.amount_cents, asked.exposure_cents)
        bounds = grounds.bounds(own)
        fixed = asked.decision.decision == "counter-offer"
        chosen = [
            Chosen.of(pull, own, bounds, _steps(pull, own, grounds))
            for pull in grounds.pulls
            if not (fixed and AMOUNT in pull.lever.features)
        ]
        active = tuple(one for one in chosen if len(one.steps))
        idle = tuple(one for one in chosen if not len(one.steps))
        combined = all_combinations(own, active, bounds)
        return cls(grounds, asked, own, bounds, active, idle, combined)

    def acceptable(self, goal: Goal) -> NDArray[np.intp]:
        """Places of the combinations that may reach the goal, the cheapest first."""
        if not len(self.combined):
            return np.empty(0, dtype=np.intp)
        numbers, words = model_rows(self.grounds.model, self.asked.row)
        places = acceptable(self.grounds, self.combined, numbers[0], words[0], goal.pd)
        two = self.combined.levers[1, places] != NONE
        effort = np.round(self.combined.effort[places], 9)
        return places[np.lexsort((two, self.combined.months[places], effort))]

    def verified(self, goal: Goal, verify: Verify, most: int) -> Iterator[Change]:
        """The cheapest changes that the decision itself lets reach the goal."""
        seen: list[frozenset[int]] = []
        for place in self.acceptable(goal):
            if len(seen) == most:
                return
            levers = frozenset(self.combined.levers[:, place].tolist()) - {NONE}
            if any(cheaper <= levers for cheaper in seen):
                continue
            change = self.change(int(place), verify)
            if goal.reached(change.decision):
                seen.append(levers)
                yield change

    def change(self, place: int, verify: Verify) -> Change:
        """One combination as the decision sees it."""
        moved = self._moved(place)
        by_name = {item.name: item for item in moved}
        features = {n: m.after for n, m in by_name.items() if n not in (AMOUNT, EXPOSURE)}
        after = dict(zip(self.grounds.names, self.combined.values[:, place], strict=True))
        amount = None if self.asked.amount_cents is None else int(after[AMOUNT])
        decision, pd_after = verify(features, amount, int(after[EXPOSURE]))
        return Change(
            pulled=tuple(
                Pulled(one.pull.lever, float(step), by_name[one.pull.lever.features[0]])
                for one, step in self._pulled(place)
            ),
            effort=float(self.combined.effort[place]),
            months=float(self.combined.months[place]),
            amount_cents=amount,
            moved=moved,
            pd=pd_after,
            decision=decision,
        )

    def _pulled(self, place: int) -> list[tuple[Chosen, float]]:
        levers, steps = self.combined.levers[:, place], self.combined.steps[:, place]
        return [
            (self.active[lever], float(self.active[lever].steps[step]))
            for lever, step in zip(levers, steps, strict=True)
            if lever != NONE
        ]

    def _moved(self, place: int) -> tuple[Moved, ...]:
        """What a combination changes; held where its levers alone would have gone further."""
        free = self.own.copy()
        for one, step in self._pulled(place):
            free[one.pull.places] = one.pull.moved(free[:, None], np.array([step]))[:, 0]
        after = self.combined.values[:, place]
        changed = ~((after == self.own) | (np.isnan(after) & np.isnan(self.own)))
        held = np.abs(free - after) > np.where(self.grounds.whole, 1, 1e-9)
        return tuple(
            Moved(self.grounds.names[k], float(self.own[k]), float(after[k]), bool(held[k]))
            for k in np.flatnonzero(changed)
        )


def _steps(pull: Pull, own: Floats, grounds: Grounds) -> Floats:
    """The lever's steps; those of the amount asked for end on a whole step of the limit."""
    steps = np.array(pull.lever.steps)
    if pull.lever.features[0] != AMOUNT:
        return steps
    unit, amount = grounds.policy.limit.step_cents, own[pull.places[0]]
    return 1 - np.floor(amount * (1 - steps) / unit + 1e-9) * unit / amount
