"""The offers that earn most within the limits, with a proof of how near the best they are.

1. Lines that no optimum needs are left out (`reduced`).
2. The dual prices of the limits are found, and with them a bound on all profit (`bound`).
3. At these prices nearly every applicant's best line is plain. The few for whom it is close enter
   a mixed-integer program with what the others leave of each limit (`whole_offers`); if the offers
   found are not within the gap of the bound, more applicants enter it, in the end all of them, and
   the program is then exact for the whole problem.

The offers found are summed again from the menu and checked against every limit, so the proof rests
on the bound alone, not on tolerances of a solver.
"""

import time
from collections.abc import Callable

import numpy as np

from pipelines.errors import Refused
from pipelines.simulation.pricing.bound import DualPrices, dual_prices
from pipelines.simulation.pricing.conflict import refuse_contradiction
from pipelines.simulation.pricing.menu import Floats
from pipelines.simulation.pricing.optimum import Optimum, shadow_price
from pipelines.simulation.pricing.problem import Problem
from pipelines.simulation.pricing.reduced import Reduced, reduced
from pipelines.simulation.pricing.whole_offers import Rounded, whole_offers

Progress = Callable[[float, str], None]
GAP = 1e-3
FIRST = 200
MORE = 4
SECONDS = 30.0
TIGHTER = 1e-6
PART_FOR_ROUNDING = 0.25
FREE = 1e-6
"""A price at which all of a limit costs less than this part of the bound is no price."""


def solve(
    problem: Problem,
    *,
    gap: float = GAP,
    seconds: float = SECONDS,
    progress: Progress | None = None,
) -> Optimum:
    """The most profitable offers within the limits, proven to within `gap` of the best.

    The mixed-integer programs may take `seconds` in all; where they are over before the gap is
    reached, the gap that was proven is stated. Raises Refused, naming them, where limits
    contradict one another.
    """
    started, report = time.perf_counter(), progress or _silent
    report(0.05, "Leaving out offers that no optimum needs")
    menu = reduced(problem)
    report(0.2, "Looking for limits that contradict one another")
    refuse_contradiction(problem, menu)
    report(0.3, "Finding what the limits cost")
    dual = dual_prices(menu)
    report(0.7, "Choosing whole offers")
    undecided, rounded = _within_gap(problem, menu, dual, gap, seconds)
    everybody = undecided == problem.menu.applicants
    bound = min(dual.bound, rounded.bound) if everybody else dual.bound
    return _optimum(problem, dual.price, rounded, bound, undecided, started)


def _within_gap(
    problem: Problem, menu: Reduced, dual: DualPrices, gap: float, seconds: float
) -> tuple[int, Rounded]:
    """Whole offers of more and more undecided applicants, until they come near the bound."""
    n, until = problem.menu.applicants, time.perf_counter() + seconds
    slack = PART_FOR_ROUNDING * gap * abs(dual.bound)
    undecided, best = 0, None
    while undecided < n and (left := until - time.perf_counter()) > 0:
        undecided = min(max(undecided * MORE, FIRST), n)
        found = _feasible(problem, menu, dual.price, undecided, slack, left)
        if found is not None and (best is None or gap_to(dual.bound, found) < best[2]):
            best = undecided, found, gap_to(dual.bound, found)
        if best is not None and best[2] <= gap:
            break
    if best is None:
        raise Refused(
            f"no whole offers within the limits were found in {seconds:.0f} seconds: only "
            "fractions of offers meet them; loosen the fairness floor or the number of loans"
        )
    return best[:2]


def _feasible(
    problem: Problem, menu: Reduced, dual: Floats, undecided: int, slack: float, seconds: float
) -> Rounded | None:
    """Whole offers that keep every limit to the cent; a solver's tolerance is taken off first."""
    for margin in (0.0, TIGHTER):
        found = whole_offers(
            problem, menu, dual, undecided, slack=slack, seconds=seconds, margin=margin
        )
        if found is not None and found.portfolio.is_feasible:
            return found
    return None


def gap_to(bound: float, rounded: Rounded) -> float:
    """The part of the bound that the offers fall short of it; 0 where nothing can be earned."""
    short = bound - rounded.portfolio.totals.profit_cents
    return max(short, 0.0) / abs(bound) if bound else 0.0


def _optimum(
    problem: Problem, price: Floats, rounded: Rounded, bound: float, undecided: int, started: float
) -> Optimum:
    rows = problem.rows
    counts = [abs(bound) * FREE < each * max(abs(row.at_most), 1.0)
              for each, row in zip(price, rows, strict=True)]  # fmt: skip
    clean = np.where(counts, price, 0.0)
    moving = float(sum(p * row.moves_with_budget for p, row in zip(clean, rows, strict=True)))
    return Optimum(
        portfolio=rounded.portfolio,
        bound_cents=bound,
        gap=gap_to(bound, rounded),
        shadow_prices=tuple(
            shadow_price(row, moving if row.kind == "budget" else float(p), rounded.portfolio)
            for row, p in zip(rows, clean, strict=True)
            if row.kind != "best"
        ),
        undecided=undecided,
        seconds=time.perf_counter() - started,
    )


def _silent(done: float, what: str) -> None:
    """Tell nobody."""
