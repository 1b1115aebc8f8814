"""What simpler rules would earn within the same limits: one price for all, and greed."""

import numpy as np
from numpy.typing import NDArray

from pipelines.simulation.pricing.menu import Floats
from pipelines.simulation.pricing.portfolio import NONE, TOLERANCE, Portfolio
from pipelines.simulation.pricing.problem import USES, Problem


def uniform_price(problem: Problem, pd: Floats) -> Portfolio | None:
    """One price for all and the best cut-off: everybody up to a PD gets the most the menu has.

    Each price is tried with every cut-off at which all limits still hold, whole amounts only.
    None where no cut-off meets the limits, as a fairness floor may have it.
    """
    order = np.argsort(pd, kind="stable")
    best: tuple[float, int, int] | None = None
    for price in range(len(problem.menu.prices)):
        line = _largest(problem, price)
        earned = np.concatenate(
            [[0.0], _of_line(problem, problem.menu.profit, line)[order].cumsum()]
        )
        earned[~_holds(problem, line, order)] = -np.inf
        count = int(earned.argmax())
        if np.isfinite(earned[count]) and (best is None or earned[count] > best[0]):
            best = float(earned[count]), price, count
    if best is None:
        return None
    chosen = np.full(len(pd), NONE)
    taken = order[: best[2]]
    chosen[taken] = _largest(problem, best[1])[taken]
    return Portfolio(problem, chosen, _top(problem, chosen))


def greedy(problem: Problem) -> Portfolio:
    """By profit for each unit of principal: everybody's most profitable offer, while it fits.

    What no longer fits is passed over, or cut where the menu has ranges. Fairness floors are not
    looked at, so the portfolio may miss them.
    """
    menu = problem.menu
    profit = np.nan_to_num(menu.profit[:, :, -1], nan=-np.inf)
    line = profit.argmax(axis=1)
    place = np.arange(len(line)), line
    lent = problem.used("lent")[:, :, -1][place]
    ratio = np.where(profit[place] > 0, profit[place] / np.maximum(lent, 1e-12), -np.inf)
    order = [i for i in np.argsort(-ratio, kind="stable") if profit[i, line[i]] > 0]
    return _filled(problem, line, order)


def _filled(problem: Problem, line: NDArray[np.int64], order: list[int]) -> Portfolio:
    """Give the lines in that order, each as far as the limits still allow."""
    rows = [row for row in problem.rows if row.kind not in ("floor", "best")]
    left = np.array([row.at_most for row in rows], dtype=float)
    place, ends = (np.arange(len(line)), line), problem.menu.amount.shape[2]
    use = np.array([row.weight[:, None] * problem.used(row.uses)[place] for row in rows])
    use = use.reshape(len(rows), len(line), ends)
    chosen, part = np.full(len(line), NONE), np.zeros(len(line))
    for i in order:
        low, high = use[:, i, 0], use[:, i, -1]
        if (low > left).any():
            continue
        share = _share_that_fits(low, high, left) if problem.menu.is_range else 0.0
        chosen[i], part[i] = line[i], share
        left -= low + share * (high - low)
    return Portfolio(problem, chosen, part)


def _share_that_fits(low: Floats, high: Floats, left: Floats) -> float:
    wider = high > low
    room = (left[wider] - low[wider]) / (high[wider] - low[wider])
    return float(np.clip(room.min(initial=1.0), 0.0, 1.0))


def _largest(problem: Problem, price: int) -> NDArray[np.int64]:
    """Each applicant's line with the largest amount at that price; -1 where there is none."""
    lines = np.nonzero(problem.menu.price_of_line == price)[0]
    amounts = np.nan_to_num(problem.menu.amount[:, lines, -1], nan=-1.0)
    return np.where(amounts.max(axis=1) > 0, lines[amounts.argmax(axis=1)], NONE)


def _of_line(problem: Problem, values: Floats, line: NDArray[np.int64]) -> Floats:
    found = values[np.arange(len(line)), np.maximum(line, 0), -1]
    return np.where(line == NONE, 0.0, found)


def _top(problem: Problem, line: NDArray[np.int64]) -> Floats:
    return np.where(line == NONE, 0.0, float(problem.menu.is_range))


def _holds(
    problem: Problem, line: NDArray[np.int64], order: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """For each number of applicants taken in that order, whether every limit holds."""
    by_name = {name: _of_line(problem, problem.used(name), line) for name in USES}
    holds = np.ones(len(order) + 1, dtype=bool)
    sums = [
        np.concatenate([[0.0], (row.weight * by_name[row.uses])[order].cumsum()])
        for row in problem.rows
    ]
    for row, used in zip(problem.rows, sums, strict=True):
        if row.kind == "best":
            continue
        rates = [
            s
            for r, s in zip(problem.rows, sums, strict=True)
            if r.kind == "best" and r.floor == row.floor
        ]
        best = np.max(rates, axis=0) if row.best_weight else 0.0
        most = row.at_most + TOLERANCE * max(abs(row.at_most), 1.0)
        holds &= used + row.best_weight * best <= most
    return holds
