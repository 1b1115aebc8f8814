"""What becomes of the loans open today, by status, over the next months."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pipelines.portfolio.rates.matrix import row_shares
from pipelines.portfolio.rates.moves import Basis, Floats, Moves
from pipelines.portfolio.rates.projection import by_age, project, with_age
from pipelines.portfolio.rates.scatter import month_scatter, shocks
from pipelines.portfolio.rates.statuses import GROUPS, OLDEST, OPEN, PLACE, STATUSES
from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text

HORIZON, WINDOW = 6, 12
DRAWS, SEED = 400, 20261127


@dataclass(frozen=True)
class Standing:
    """The open loans at a month-end by age and status: how many, and what they owe in cents.

    `unit_cents` is the effective size of a loan, sum of squared balances over their sum.
    """

    month_end: date
    loans: Floats
    cents: Floats
    unit_cents: float

    def of(self, basis: Basis) -> Floats:
        """The number or the amount, age by status."""
        return self.loans if basis == "loans" else self.cents

    def unit(self, basis: Basis) -> float:
        """What moves as one: a loan, or the effective size of one."""
        return 1.0 if basis == "loans" else self.unit_cents


@dataclass(frozen=True)
class ForecastPoint:
    """A projection: how many loans (or cents) of today's book are in a status at a month-end.

    `low` and `high` bound 95 % of what may happen if the moves stay those of the window; step 0 is
    today and no projection.
    """

    step: int
    month_end: date
    status: str
    expected: float
    low: float
    high: float

    @property
    def is_projected(self) -> bool:
        """Whether it lies after the last month-end seen."""
        return self.step > 0


@dataclass(frozen=True)
class BookForecast:
    """Today's open loans over the next months, without new ones, by the moves of `months` months.

    `homogeneous` is one matrix for all ages raised to the power of the month; `points` use a matrix
    for each age, which a loan that ends by contract needs.
    """

    basis: Basis
    as_of: date
    months: int
    start: float
    points: tuple[ForecastPoint, ...]
    homogeneous: Floats

    def point(self, step: int, status: str) -> ForecastPoint:
        """The point of that step and status."""
        return next(p for p in self.points if (p.step, p.status) == (step, status))


def standing(reader: Reader, month_end: date) -> Standing:
    """Read the open loans at that month-end."""
    sql = sql_text(__file__, "sql/standing.sql")
    loans, cents = np.zeros((OLDEST + 1, len(STATUSES))), np.zeros((OLDEST + 1, len(STATUSES)))
    squares = 0.0
    for age, status, count, balance, square in reader.rows(
        sql, {"month_end": month_end, "oldest": OLDEST}
    ):
        loans[age, PLACE[status]], cents[age, PLACE[status]] = count, balance
        squares += square
    unit = squares * 10_000 / cents.sum() if cents.sum() else 1.0
    return Standing(month_end, loans, cents, unit)


def book_forecast(
    found: Moves,
    today: Standing,
    *,
    basis: Basis = "loans",
    months: int = WINDOW,
    horizon: int = HORIZON,
    draws: int = DRAWS,
) -> BookForecast:
    """Carry today's loans forward by the moves of the last `months` month-ends.

    The interval holds what is not known about the moves (groups of merchants resampled with all
    their loans), how much months differ (`month_scatter`) and the chance of the loans themselves
    (each draw lets them move at random). A turn beyond what the window saw is in none of them.
    """
    inside = found.last(months)
    counts, scatter = inside.by_group_and_age(basis), month_scatter(inside)
    start = today.of(basis)
    expected = _carried(start, by_age(counts.sum(axis=0)), horizon)
    low, high = _bounds(counts, scatter, start, today.unit(basis), horizon, draws)
    pooled = row_shares(counts.sum(axis=(0, 1)))
    return BookForecast(
        basis=basis,
        as_of=today.month_end,
        months=min(months, len(found.month_ends)),
        start=float(start.sum()),
        points=_points(today.month_end, expected, low, high),
        homogeneous=project(start.sum(axis=0), pooled, horizon),
    )


def _carried(start: Floats, matrices: Floats, horizon: int) -> Floats:
    flat = project(start.ravel(), with_age(matrices), horizon)
    return np.asarray(flat.reshape(horizon + 1, *start.shape).sum(axis=1))


def _bounds(
    counts: Floats, scatter: Floats, start: Floats, unit: float, horizon: int, draws: int
) -> tuple[Floats, Floats]:
    """2.5 % and 97.5 % quantiles by step and status over resampled matrices and random moves."""
    rng = np.random.default_rng(SEED)
    weights = rng.multinomial(GROUPS, np.full(GROUPS, 1 / GROUPS), size=draws)
    matrices = by_age(np.tensordot(weights, counts, axes=1))
    usual = row_shares(counts.sum(axis=(0, 1)), keep=False)[: len(OPEN)]
    standing_now = np.broadcast_to(np.rint(start / unit).astype(np.int64), (draws, *start.shape))
    seen = [standing_now.sum(axis=1)]
    for _ in range(horizon):
        month = _shocked(matrices, shocks(scatter, usual, draws, rng))
        moved = rng.multinomial(standing_now, month).sum(axis=-2)
        standing_now = np.zeros_like(moved)
        standing_now[:, 1:] = moved[:, :-1]
        standing_now[:, -1] += moved[:, -1]
        seen.append(standing_now.sum(axis=1))
    paths = np.stack(seen, axis=1) * unit
    low, high = np.quantile(paths, [0.025, 0.975], axis=0)
    return low, high


def _shocked(matrices: Floats, factors: Floats) -> Floats:
    """The matrices of all ages with one month's factors on their open rows."""
    month = matrices.copy()
    month[..., : len(OPEN), :] *= factors[:, None]
    return np.asarray(month / month.sum(axis=-1, keepdims=True))


def _points(
    month_end: date, expected: Floats, low: Floats, high: Floats
) -> tuple[ForecastPoint, ...]:
    ends = pd.date_range(month_end, periods=len(expected), freq="ME")
    return tuple(
        ForecastPoint(
            step,
            ends[step].date(),
            status,
            float(expected[step, place]),
            float(min(low[step, place], expected[step, place])),
            float(max(high[step, place], expected[step, place])),
        )
        for step in range(len(expected))
        for place, status in enumerate(STATUSES)
    )
