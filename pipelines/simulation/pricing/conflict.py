"""Which limits contradict one another.

By Farkas' lemma no mixture of offers meets the rows if there are prices y >= 0 at which what the
rows allow, b y, is worth less than the cheapest thing everybody could be offered. That is the
bound of `bound.py` for a menu on which nothing earns: below zero, it is the proof.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pipelines.errors import Refused
from pipelines.simulation.pricing.bound import dual_prices
from pipelines.simulation.pricing.problem import Problem
from pipelines.simulation.pricing.reduced import Reduced

BELOW_ZERO = -1e-6


def refuse_contradiction(problem: Problem, reduced: Reduced) -> None:
    """Raise Refused, naming the rows, where no mixture of offers meets them.

    Rows are dropped one by one as long as the rest still contradict one another, so that each of
    those named is needed for the contradiction.
    """
    if (reduced.at_most >= 0).all():
        return
    free = replace(reduced, profit=np.where(np.isfinite(reduced.profit), 0.0, -np.inf))
    rows = _contradictory(free, np.arange(len(reduced.at_most)))
    if rows is None:
        return
    for row in rows:
        fewer = rows[rows != row]
        rows = fewer if _contradictory(free, fewer) is not None else rows
    names = [problem.rows[row].name for row in rows if problem.rows[row].kind != "best"]
    if len(names) == 1:
        raise Refused(f"{names[0]} cannot be met with the offers on the menu: lower it")
    raise Refused(
        f"no offers meet all limits: {', '.join(names[:-1])} and {names[-1]} contradict one "
        "another; loosen one of them"
    )


def _contradictory(free: Reduced, rows: NDArray[np.int64]) -> NDArray[np.int64] | None:
    """Those of the rows that prove a contradiction among them, or None where there is none."""
    if not len(rows):
        return None
    part = replace(
        free, weight=free.weight[rows], resource=free.resource[rows], at_most=free.at_most[rows]
    )
    found = dual_prices(part)
    return rows[found.price > 0] if found.bound < BELOW_ZERO else None
