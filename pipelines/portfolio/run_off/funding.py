"""The funding that lending needs: at the pace of late, as last year by season, and with a stop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from pipelines.portfolio.loss.default_counts import Floats
from pipelines.portfolio.panel import month_end_after
from pipelines.portfolio.reader import Reader
from pipelines.portfolio.run_off.cash_flows import RunOff
from pipelines.store import sql_text

RECENT_MONTHS = 3
AHEAD_MONTHS = 12
PACE, SEASON, STOP = "at the pace of the last three months", "as in the last year", "lending stops"


@dataclass(frozen=True)
class FundingMonth:
    """One month ahead; money in cents, expected. `need_cents` is since the start: below 0, over."""

    month_end: date
    lent_cents: float
    from_open_loans_cents: float
    from_new_loans_cents: float
    need_cents: float


@dataclass(frozen=True)
class FundingPath:
    """Twelve months ahead under one pace of lending."""

    pace: str
    months: tuple[FundingMonth, ...]

    @property
    def peak(self) -> FundingMonth | None:
        """The month in which most is needed; None where nothing ever is."""
        top = max(self.months, key=lambda month: month.need_cents)
        return top if top.need_cents > 0 else None

    @property
    def half_back(self) -> FundingMonth | None:
        """The first month by which half of the cash over at the end has come in."""
        total = -self.months[-1].need_cents
        return next((m for m in self.months if -2 * m.need_cents >= total > 0), None)


@dataclass(frozen=True)
class FundingNeed:
    """Cash lent less cash in from now on, before funding cost and servicing; money in cents.

    `lent_a_month_cents` is the mean of the last three months. There is no path by season for a
    book younger than a year.
    """

    as_of: date
    lent_a_month_cents: float
    paths: tuple[FundingPath, ...]

    def path(self, pace: str) -> FundingPath | None:
        """The path of that pace."""
        return next((path for path in self.paths if path.pace == pace), None)


def funding_need(reader: Reader, found: RunOff) -> FundingNeed:
    """Set the run-off beside lending that goes on, and that repeats the last year's months.

    New loans repay on the schedules of the last three months' loans, less what their PD loses at
    defaults that begin evenly over the term, and are repaid as early as the open loans.
    """
    asked = {"month_end": found.as_of, "months": RECENT_MONTHS}
    rows = reader.rows(sql_text(__file__, "sql/recent_lending.sql"), asked)
    lent = float(rows[0][1]) / RECENT_MONTHS
    repaid = repayments_of_a_unit(rows, found.early_rate)
    by_month = reader.rows(sql_text(__file__, "sql/lent_by_month.sql"), {"month_end": found.as_of})
    paths = [_path(PACE, found, np.full(AHEAD_MONTHS, lent), repaid)]
    if len(by_month) == AHEAD_MONTHS:
        season = np.array([float(row[1]) for row in by_month])
        paths.append(_path(SEASON, found, season, repaid))
    paths.append(_path(STOP, found, np.zeros(AHEAD_MONTHS), repaid))
    return FundingNeed(found.as_of, lent, tuple(paths))


def _path(pace: str, found: RunOff, lent: Floats, repaid: Floats) -> FundingPath:
    own = np.zeros(AHEAD_MONTHS)
    expected = [month.expected_cents for month in found.months][:AHEAD_MONTHS]
    own[: len(expected)] = expected
    new = np.convolve(lent, repaid)[:AHEAD_MONTHS]
    need = (lent - own - new).cumsum()
    months = tuple(
        FundingMonth(
            month_end_after(found.as_of, ahead + 1), float(lent[ahead]), float(own[ahead]),
            float(new[ahead]), float(need[ahead]),
        )
        for ahead in range(AHEAD_MONTHS)
    )  # fmt: skip
    return FundingPath(pace, months)


def repayments_of_a_unit(
    rows: Sequence[tuple[int, int, int, float | None]], early: float
) -> Floats:
    """Expected cash by months since it, of one unit lent as in `rows`; month 0 brings none.

    `rows` holds months ahead, principal, fees and PD; the first is what was lent.
    """
    lent, pd = float(rows[0][1]), float(rows[0][3] or 0.0)
    term = max((row[0] for row in rows), default=0)
    principal, fees = np.zeros(term + 1), np.zeros(term + 1)
    for months_ahead, principal_cents, fee_cents, _ in rows[1:]:
        principal[months_ahead], fees[months_ahead] = principal_cents, fee_cents
    since = np.arange(term + 1)
    paying = 1 - pd * since / max(term, 1)
    kept = (1 - early) ** np.maximum(since - 1, 0)
    due = principal * paying
    remaining = due[::-1].cumsum()[::-1] - due
    cash = (due + fees * paying) * kept + early * kept * remaining * (since > 0)
    return cash / lent if lent else np.zeros(term + 1)
