"""The menu without what no optimum needs, as arrays that are priced again and again."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.simulation.pricing.menu import Floats
from pipelines.simulation.pricing.problem import USES, Problem

AT_ONCE = 20_000
NONE = -1


@dataclass(frozen=True)
class Reduced:
    """The lines worth pricing, packed to the left: applicants down, lines, a line's ends last.

    `line` is the line's number in the menu, `profit` minus infinity where an applicant has fewer
    lines. `uses` holds what each offer uses, `weight` and `at_most` the coupling rows, and
    `resource` which of `uses` each row counts. The last `rates` of the applicants are none: each
    stands for the best approval rate of a fairness floor, one offer of which any part may be made.
    """

    line: NDArray[np.int64]
    profit: Floats
    uses: tuple[Floats, ...]
    weight: Floats
    resource: NDArray[np.int64]
    at_most: Floats
    rates: int

    def prices(self, dual: Floats) -> list[Floats]:
        """What one unit of each resource costs each applicant at the rows' dual prices."""
        counts = (self.resource == r for r in range(len(self.uses)))
        return [dual[rows] @ self.weight[rows] for rows in counts]

    def values(self, dual: Floats) -> Floats:
        """Each offer's profit less the price of what it uses."""
        found = self.profit.copy()
        for used, price in zip(self.uses, self.prices(dual), strict=True):
            if price.any():
                found -= used * price[:, None, None]
        return found

    def best_offers(self, dual: Floats) -> tuple[Floats, list[Floats]]:
        """The profit of each applicant's best offer at these prices, and what it uses; else 0."""
        flat = self.values(dual).reshape(len(self.profit), -1)
        place = np.arange(len(flat)), flat.argmax(axis=1)
        taken = flat[place] > 0

        def of_best(values: Floats) -> Floats:
            return np.where(taken, values.reshape(flat.shape)[place], 0.0)

        return of_best(self.profit), [of_best(used) for used in self.uses]

    def consumed(self, uses: list[Floats]) -> Floats:
        """What each row counts of what each applicant uses; rows down, applicants across."""
        return self.weight * np.array(uses)[self.resource]


def reduced(problem: Problem) -> Reduced:
    """Leave out the lines that another line of the same applicant dominates.

    One line dominates another if at each end it earns as much and uses no more of any resource
    that a row counts: exchanging them breaks no row and loses nothing, since rows weigh all
    offers of an applicant alike. Lines that earn nothing are left out where no floor asks for
    approvals. Of a range both ends go or stay, so amounts between them are covered too.
    """
    rows = problem.rows
    uses = [problem.used(name) for name in USES]
    counted = [used for name, used in zip(USES, uses, strict=True) if _is_counted(problem, name)]
    profit = problem.menu.profit
    kept = np.asarray(~np.isnan(profit).any(axis=2))
    if not any(row.kind == "floor" for row in rows):
        kept &= np.nan_to_num(profit, nan=-np.inf).max(axis=2) > 0
    for start in range(0, len(profit), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        kept[part] &= ~_dominated(profit[part], [used[part] for used in counted])
    return _packed(problem, kept, uses)


def _is_counted(problem: Problem, name: str) -> bool:
    return name != "offers" and any(row.uses == name for row in problem.rows)


def _dominated(profit: Floats, counted: list[Floats]) -> NDArray[np.bool_]:
    """Which lines another one dominates; of equal lines the first stays."""
    lines = profit.shape[1]
    found = np.zeros(profit.shape[:2], dtype=bool)
    for k in range(lines):
        as_good = (profit[:, [k]] >= profit).all(axis=2)
        better = (profit[:, [k]] > profit).any(axis=2)
        for used in counted:
            as_good &= (used[:, [k]] <= used).all(axis=2)
            better |= (used[:, [k]] < used).any(axis=2)
        found |= as_good & (better | (np.arange(lines) > k))
    return found


def _packed(problem: Problem, kept: NDArray[np.bool_], uses: list[Floats]) -> Reduced:
    rows, rates = problem.rows, len(problem.limits.floors)
    width = max(int(kept.sum(axis=1).max()), 1)
    order = np.argsort(~kept, axis=1, kind="stable")[:, :width]
    missing = ~np.take_along_axis(kept, order, axis=1)

    def packed(values: Floats, fill: float, of_rate: float) -> Floats:
        taken = np.take_along_axis(values, order[:, :, None], axis=1)
        taken[missing] = fill
        extra = np.full((rates, *taken.shape[1:]), fill)
        extra[:, 0] = of_rate
        return np.concatenate([taken, extra])

    lines = np.where(missing, NONE, order)
    extra = np.where(np.arange(width) == 0, 0, NONE)
    return Reduced(
        line=np.concatenate([lines, np.tile(extra, (rates, 1))]),
        profit=packed(problem.menu.profit, -np.inf, 0.0),
        uses=tuple(
            packed(used, 0.0, float(name == "offers"))
            for name, used in zip(USES, uses, strict=True)
        ),
        weight=_weights(problem, rates),
        resource=np.array([USES.index(row.uses) for row in rows], dtype=np.int64),
        at_most=np.array([row.at_most for row in rows], dtype=float),
        rates=rates,
    )


def _weights(problem: Problem, rates: int) -> Floats:
    """Each row's weight of every applicant and, behind them, of every floor's best rate."""
    found = np.zeros((len(problem.rows), problem.menu.applicants + rates))
    for k, row in enumerate(problem.rows):
        found[k, : problem.menu.applicants] = row.weight
        if row.best_weight:
            found[k, problem.menu.applicants + row.floor] = row.best_weight
    return found
