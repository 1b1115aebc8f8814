"""The best dual prices, and the profit that no set of offers can exceed.

For prices y >= 0 of the rows, any feasible set of offers earns at most

    L(y) = b y + sum over applicants of max(0, max over offers of (profit - y use))

since y (b - use) >= 0 for it (weak duality). The least L(y) is the optimum of the linear
relaxation, whose basic solutions split at most as many applicants as there are rows (Sinha and
Zoltners, 1979): the bound is tight where applicants are many and rows few. L is convex and
piecewise linear; it is minimised by cutting planes (Kelley, 1960), one cut for each block of
applicants at each try, in linear programs of as many unknowns as there are rows and blocks.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from pipelines.simulation.pricing.menu import Floats
from pipelines.simulation.pricing.reduced import Reduced

BLOCKS = 24
EXACT = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
MOST_TRIES = 200
CLOSE = 5e-7
"""The part of the bound by which it may still be above the least one."""
EQUAL = 1e-9
STEP = 0.6
"""How far to go from the best prices to those the cuts propose: all the way swings to and fro
(Ben-Ameur and Neto, 2007)."""
REACHED = 0.01
"""A row is measured by what it allows, or by this part of what all offers together could use."""
HIGHEST = 1e4
"""The highest dual price, in units of all profit for all of a row; any price gives a bound."""


@dataclass(frozen=True)
class DualPrices:
    """The rows' prices, in profit a unit, and the bound they prove."""

    price: Floats
    bound: float
    tries: int


def dual_prices(reduced: Reduced) -> DualPrices:
    """The prices with the least bound; where there are no rows, what everybody's best earns."""
    return _Search(reduced).run()


class _Search:
    """The cutting planes, in units in which rows allow about one and all profit is one."""

    def __init__(self, reduced: Reduced) -> None:
        self._reduced = reduced
        n = len(reduced.profit)
        self._blocks = min(BLOCKS, n)
        self._unit = float(np.maximum(reduced.profit.max(axis=(1, 2)), 0).sum()) or 1.0
        largest = [used.max(axis=(1, 2)) for used in reduced.uses]
        reach = np.abs(reduced.consumed(largest)).sum(axis=1)
        allowed = np.maximum(np.abs(reduced.at_most), REACHED * reach)
        self._scale = np.where(allowed > 0, allowed, 1.0)
        self._at_most = reduced.at_most / self._scale
        self._bound_of_cuts = np.concatenate([self._at_most, np.ones(self._blocks)])
        self._ends = [(0, HIGHEST)] * len(allowed) + [(0, None)] * self._blocks
        self._earned: list[Floats] = []
        self._used: list[Floats] = []

    def run(self) -> DualPrices:
        y = np.zeros(len(self._scale))
        best, bound, tries = y, self._cut(y), 1
        while len(y) and tries < MOST_TRIES:
            proposed, least = self._proposed()
            if bound - least <= CLOSE * max(abs(bound), 1e-3):
                break
            y = best + STEP * (proposed - best)
            found = self._cut(y)
            tries += 1
            if found < bound:
                best, bound = y, found
        lowest = self._lowest(bound)
        if lowest is not None and (found := self._cut(lowest)) <= bound + 2 * EQUAL * abs(bound):
            best, bound = lowest, found
        return DualPrices(best * self._unit / self._scale, bound * self._unit, tries)

    def _cut(self, y: Floats) -> float:
        """Add the cuts of the offers that are best at these prices; return the bound."""
        profit, uses = self._reduced.best_offers(y * self._unit / self._scale)
        earned = self._by_block(profit[None, :])[:, 0] / self._unit
        use = self._by_block(self._reduced.consumed(uses)) / self._scale
        self._earned.append(earned)
        self._used.append(use)
        return float(self._at_most @ y + (earned - use @ y).sum())

    def _by_block(self, values: Floats) -> Floats:
        """The sums over each block's applicants: blocks down, rows across."""
        rows, n = values.shape
        whole = n // self._blocks * self._blocks
        sums = values[:, :whole].reshape(rows, n // self._blocks, self._blocks).sum(axis=1)
        sums[:, : n - whole] += values[:, whole:]
        return np.asarray(sums.T)

    def _proposed(self) -> tuple[Floats, float]:
        """The prices at which the cuts so far allow the least, and that least."""
        rows = len(self._scale)
        cuts, most = self._cuts()
        solved = linprog(
            self._bound_of_cuts, A_ub=cuts, b_ub=most, bounds=self._ends, options=EXACT
        )
        return np.asarray(solved.x[:rows]), float(solved.fun)

    def _lowest(self, bound: float) -> Floats | None:
        """The lowest of the prices that give this bound: what one more of a row would earn.

        Where several prices are best, higher ones say what one less of a row would cost.
        """
        rows = len(self._scale)
        if not rows:
            return None
        cuts, most = self._cuts()
        within = bound + EQUAL * abs(bound)
        low = np.concatenate([np.ones(rows), np.zeros(self._blocks)])
        solved = linprog(
            low,
            A_ub=np.vstack([cuts, self._bound_of_cuts]),
            b_ub=np.append(most, within),
            bounds=self._ends,
            options=EXACT,
        )
        return None if solved.x is None else np.asarray(solved.x[:rows])

    def _cuts(self) -> tuple[Floats, Floats]:
        blocks = np.tile(np.eye(self._blocks), (len(self._used), 1))
        return -np.hstack([np.vstack(self._used), blocks]), -np.concatenate(self._earned)
