"""The forecast made some months ago, beside what became of the same loans."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from pipelines.portfolio.rates.forecast import (
    HORIZON,
    WINDOW,
    BookForecast,
    book_forecast,
    standing,
)
from pipelines.portfolio.rates.moves import Basis, Floats, Moves
from pipelines.portfolio.rates.statuses import PLACE, STATUSES
from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text

FEWEST_MONTHS = 3
"""Months of moves without which there was nothing to forecast from."""


@dataclass(frozen=True)
class Backtest:
    """A forecast from an earlier month-end, by what was known then, and what happened.

    `realised` is step by status, step 0 the book at the start.
    """

    forecast: BookForecast
    realised: Floats

    @property
    def inside(self) -> tuple[int, int]:
        """How many of the projected points hold what happened, and how many there are."""
        points = [p for p in self.forecast.points if p.is_projected]
        hits = [p.low <= self.realised[p.step, PLACE[p.status]] <= p.high for p in points]
        return sum(hits), len(hits)


def backtest(
    reader: Reader,
    found: Moves,
    *,
    basis: Basis = "loans",
    months: int = WINDOW,
    horizon: int = HORIZON,
    before: int = 0,
) -> Backtest | None:
    """Forecast from `horizon` month-ends before the last one (and `before` more); None too early.

    Only moves up to that month-end are used.
    """
    known = len(found.month_ends) - horizon - before
    if known < FEWEST_MONTHS:
        return None
    origin = found.month_ends[known - 1]
    then = standing(reader, origin)
    made = book_forecast(found.between(0, known), then, basis=basis, months=months, horizon=horizon)
    return Backtest(made, realised(reader, origin, horizon, then.of(basis), basis))


def realised(reader: Reader, origin: date, horizon: int, start: Floats, basis: Basis) -> Floats:
    """What became of the loans open at `origin`, step by status; by cents, paid is the rest."""
    found = np.zeros((horizon + 1, len(STATUSES)))
    found[0] = start.sum(axis=0)
    sql = sql_text(__file__, "sql/what_became.sql")
    for step, status, loans, cents in reader.rows(sql, {"month_end": origin, "months": horizon}):
        found[step, PLACE[status]] = loans if basis == "loans" else cents
    if basis == "cents":
        found[1:, PLACE["paid"]] += found[0].sum() - found[1:].sum(axis=1)
    return found
