"""From dual prices to whole offers: most applicants are settled by price, the rest by a MILP."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import coo_array, csr_array, hstack

from pipelines.simulation.pricing.menu import Floats
from pipelines.simulation.pricing.portfolio import Portfolio
from pipelines.simulation.pricing.problem import Problem
from pipelines.simulation.pricing.reduced import NONE, Reduced

HALF_A_CENT = 1e-6


@dataclass(frozen=True)
class Rounded:
    """Whole offers, and the profit that no others of these applicants could exceed."""

    portfolio: Portfolio
    bound: float


def whole_offers(
    problem: Problem, reduced: Reduced, dual: Floats, undecided: int, *, slack: float,
    seconds: float, margin: float = 0.0,
) -> Rounded | None:  # fmt: skip
    """Settle the applicants whose best line is clear at these prices, and solve for the others.

    The `undecided` applicants whose best line leads by least enter a mixed-integer program (HiGHS)
    with what the settled ones leave of each row, less `margin` of it; it may stop within `slack`
    of the best. None where no whole offers are found within the rows and `seconds`.
    """
    n = problem.menu.applicants
    values = reduced.values(dual).max(axis=2)[:n]
    order = np.sort(np.concatenate([values, np.zeros((len(values), 1))], axis=1), axis=1)
    open_ones = np.argsort(order[:, -1] - order[:, -2], kind="stable")[:undecided]
    line, part = _settled(reduced, dual, n)
    line[open_ones], part[open_ones] = NONE, 0.0
    settled = Portfolio(problem, line.copy(), part.copy())
    left = reduced.at_most - np.array([settled.used(row) for row in problem.rows])
    left -= margin * np.abs(reduced.at_most)
    rates = np.arange(n, n + reduced.rates)
    program = _Program(reduced, np.concatenate([open_ones, rates]), left)
    if program.is_empty:
        return Rounded(settled, settled.totals.profit_cents)
    solved = program.solve(slack, seconds)
    if solved.x is None:
        return None
    line[open_ones], part[open_ones] = program.chosen(solved.x, undecided)
    found = Portfolio(problem, line, _whole_cents(problem, line, part))
    bound = settled.totals.profit_cents - solved.mip_dual_bound * program.unit
    return Rounded(found, bound)


def _settled(reduced: Reduced, dual: Floats, n: int) -> tuple[NDArray[np.int64], Floats]:
    """The best line at these prices of the first `n`, and the end of it that is best."""
    values = reduced.values(dual)[:n]
    best = values.reshape(len(values), -1).argmax(axis=1)
    line, end = np.divmod(best, values.shape[2])
    rows = np.arange(len(values))
    taken = values[rows, line, end] > 0
    return np.where(taken, reduced.line[:n][rows, line], NONE), np.where(taken, end, 0).astype(
        float
    )


def _whole_cents(problem: Problem, line: NDArray[np.int64], part: Floats) -> Floats:
    """The parts at which amounts are whole cents, rounded down."""
    if not problem.menu.is_range:
        return part
    ends = problem.menu.amount[np.arange(len(line)), np.maximum(line, 0)]
    width = np.maximum(ends[:, 1] - ends[:, 0], 1.0)
    return np.clip(np.floor(part * width + HALF_A_CENT) / width, 0.0, 1.0)


class _Program:
    """The mixed-integer program: a share of each end of each line, whole lines only."""

    def __init__(self, reduced: Reduced, who: NDArray[np.int64], left: Floats) -> None:
        self._line = reduced.line[who]
        self._owner, self._place = np.nonzero(self._line != NONE)
        at = who[self._owner], self._place
        profit = reduced.profit[at]
        self._offers, self._ends = profit.shape
        self.unit = float(np.abs(profit).max(initial=0.0)) or 1.0
        self._cost = -profit.ravel() / self.unit
        uses = [used[at] for used in reduced.uses]
        weight = reduced.weight[:, at[0]]
        self._use = np.array(
            [(weight[k][:, None] * uses[r]).ravel() for k, r in enumerate(reduced.resource)]
        ).reshape(len(left), profit.size)
        self._left, self._who, self._rates = left, who, reduced.rates

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to choose from."""
        return not self._offers

    def solve(self, slack: float, seconds: float) -> OptimizeResult:
        """Run HiGHS; a `slack` in profit becomes a part of what these applicants can earn."""
        best = np.zeros(len(self._who))
        np.maximum.at(best, self._owner, -self._cost.reshape(-1, self._ends).min(axis=1))
        reach = float(best.sum()) * self.unit
        relative = min(slack / reach, 0.5) if reach else 0.0
        offers, flags = self._offers * self._ends, self._flags()
        cost = np.concatenate([self._cost, np.zeros(flags)])
        whole = np.repeat(self._owner < len(self._who) - self._rates, self._ends).astype(int)
        if flags:
            whole = np.concatenate([np.zeros(offers), whole[:: self._ends]])
        return milp(
            cost,
            integrality=whole,
            bounds=Bounds(0, 1),
            constraints=self._constraints(),
            options={"mip_rel_gap": relative, "time_limit": seconds},
        )

    def _flags(self) -> int:
        """The number of yes-or-no unknowns beside the shares: one a line where lines are ranges."""
        return self._offers if self._ends > 1 else 0

    def _constraints(self) -> list[LinearConstraint]:
        largest = np.abs(self._use).max(axis=1, initial=0.0)
        scale = np.where(largest > 0, largest, 1.0)
        rows = csr_array(self._use / scale[:, None])
        index = np.arange(self._offers)
        one = np.ones(self._offers)
        each = coo_array((one, (self._owner, index)), shape=(len(self._who), self._offers)).tocsr()
        if not self._flags():
            return [
                LinearConstraint(rows, -np.inf, self._left / scale),
                LinearConstraint(each, -np.inf, 1),
            ]
        unknowns = np.arange(self._offers * self._ends)
        ends = coo_array((np.ones(len(unknowns)), (unknowns // self._ends, unknowns))).tocsr()
        flags = coo_array((-one, (index, index))).tocsr()
        none = csr_array((len(self._left), self._offers))
        nobody = csr_array((len(self._who), len(unknowns)))
        return [
            LinearConstraint(hstack([rows, none]), -np.inf, self._left / scale),
            LinearConstraint(hstack([ends, flags]), 0, 0),
            LinearConstraint(hstack([nobody, each]), -np.inf, 1),
        ]

    def chosen(self, found: Floats, applicants: int) -> tuple[NDArray[np.int64], Floats]:
        """The line in the menu of each of the first so many, and the part of its range."""
        shares = found[: self._offers * self._ends].reshape(-1, self._ends)
        taken = np.nonzero(shares.sum(axis=1) > 0.5)[0]
        line, part = np.full(len(self._who), NONE), np.zeros(len(self._who))
        owner = self._owner[taken]
        line[owner] = self._line[owner, self._place[taken]]
        if self._ends > 1:
            part[owner] = np.clip(shares[taken, 1], 0.0, 1.0)
        return line[:applicants], part[:applicants]
