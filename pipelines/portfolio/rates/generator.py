"""The transition matrix by the duration estimator: from exact days in each status."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from scipy.linalg import expm

from pipelines.portfolio.rates.moves import Floats
from pipelines.portfolio.rates.statuses import GROUPS, OPEN, PLACE, STATUSES
from pipelines.portfolio.reader import Reader
from pipelines.stats.intervals import Interval
from pipelines.store import sql_text

EPOCH = date(1970, 1, 1)
MONTH_DAYS = 365.25 / 12
DRAWS, SEED = 400, 20261127


@dataclass(frozen=True)
class DurationCell:
    """The chance that a loan in one status is in another a month later, with its 95 % interval.

    `jumps` counts direct moves from the one to the other on a day; a chance may come from moves by
    way of others alone.
    """

    from_status: str
    to_status: str
    jumps: int
    share: Interval


@dataclass(frozen=True)
class DurationMatrix:
    """The monthly matrix from days in each status, over the days after `after`.

    `generator` is the intensity per day, final statuses with zeros; `days` is what open loans spent
    in each open status.
    """

    after: date
    days: tuple[int, ...]
    generator: Floats
    cells: tuple[DurationCell, ...]

    def cell(self, from_status: str, to_status: str) -> DurationCell | None:
        """The cell; None where no loan spent a day in `from_status`."""
        wanted = (from_status, to_status)
        return next((c for c in self.cells if (c.from_status, c.to_status) == wanted), None)


def generator(moved: Floats, days: Floats) -> Floats:
    """Intensities per day over the last two axes: moves by days at risk, rows adding up to zero.

    q(i, j) = moves from i to j / days in i, the maximum likelihood estimator of a homogeneous
    Markov chain in continuous time (Lando & Skodeberg 2002, section 3). Rows beyond those of
    `moved` (final statuses), and rows without days, are zero.
    """
    n_open, n_all = moved.shape[-2:]
    found = np.zeros((*moved.shape[:-2], n_all, n_all))
    at_risk = days[..., None]
    found[..., :n_open, :] = np.divide(moved, at_risk, out=np.zeros_like(moved), where=at_risk > 0)
    places = np.arange(n_all)
    found[..., places, places] = 0.0
    found[..., places, places] = -found.sum(axis=-1)
    return found


def chances(intensities: Floats, days: float = MONTH_DAYS) -> Floats:
    """Transition matrix over that many days: the matrix exponential of the generator."""
    return np.asarray(expm(intensities * days))


def duration_matrix(
    reader: Reader, last_month: date, *, months: int, draws: int = DRAWS
) -> DurationMatrix | None:
    """Estimate from table `loan_days` over the `months` before `last_month`'s end; None without it.

    Intervals resample groups of merchants with all their loans. The chain forgets how long a loan
    has been in a status, though days past due pass one by one: a loan just 1 day late cannot be 60
    days late within a month, and this estimator gives that a chance. It is a check on the cohort
    estimator, not a better one, for statuses that are counts of days.
    """
    after = _months_before(last_month, months)
    rows = reader.rows(
        sql_text(__file__, "sql/days_in_status.sql"),
        {"groups": GROUPS, "after": (after - EPOCH).days},
    )
    if not rows:
        return None
    moved, days = _arrays(rows)
    weights = np.random.default_rng(SEED).multinomial(
        GROUPS, np.full(GROUPS, 1 / GROUPS), size=draws
    )
    drawn = chances(generator(np.tensordot(weights, moved, axes=1), weights @ days))
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    total_days, total_moved = days.sum(axis=0), moved.sum(axis=0)
    estimate = generator(total_moved, total_days)
    shares = chances(estimate)
    cells = tuple(
        DurationCell(
            STATUSES[start],
            STATUSES[end],
            int(total_moved[start, end]),
            Interval(shares[start, end], low[start, end], high[start, end]),
        )
        for start in range(len(OPEN))
        if total_days[start]
        for end in range(len(STATUSES))
    )
    return DurationMatrix(after, tuple(int(n) for n in total_days), estimate, cells)


def _arrays(rows: Sequence[tuple[Any, ...]]) -> tuple[Floats, Floats]:
    """Moves by group, status and status; days by group and status."""
    moved, spent = np.zeros((GROUPS, len(OPEN), len(STATUSES))), np.zeros((GROUPS, len(OPEN)))
    for group, start, end, days, count in rows:
        spent[group, PLACE[start]] += days
        if start != end:
            moved[group, PLACE[start], PLACE[end]] += count
    return moved, spent


def _months_before(month_end: date, months: int) -> date:
    """The month-end so many months before."""
    number = month_end.year * 12 + month_end.month - months
    return date(number // 12, number % 12 + 1, 1) - timedelta(days=1)
