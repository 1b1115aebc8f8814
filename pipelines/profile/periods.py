"""The two periods whose applications are compared: the newest, and all before it."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

NEWEST_DAYS = 90
SHORTEST_DAYS = 60
FEWEST = 30
"""A period of fewer applications is not compared."""


@dataclass(frozen=True)
class Periods:
    """First and last day of the applications in either period, and how many there are."""

    reference_first: date
    reference_last: date
    reference_n: int
    newest_first: date
    newest_last: date
    newest_n: int


def newest_applications(applied_at: pd.Series) -> "pd.Series[bool] | None":
    """Which applications belong to the newest period; None where there is nothing to compare.

    The newest period is the last 90 days with applications, or the days of the newest quarter of
    applications where 90 days leave fewer than 30 on one side. A book of less than 60 days, or with
    fewer than 30 applications on a side, has none.
    """
    days = applied_at.dt.normalize()
    if days.empty or (days.max() - days.min()).days < SHORTEST_DAYS:
        return None
    starts = (
        days.max() - pd.Timedelta(days=NEWEST_DAYS - 1),
        days.quantile(0.75, interpolation="higher"),
    )
    for start in starts:
        newest = days >= start
        if min(int(newest.sum()), int((~newest).sum())) >= FEWEST:
            return newest
    return None


def periods(applied_at: pd.Series, newest: "pd.Series[bool]") -> Periods:
    """The days and sizes of the newest period and of the reference period before it."""
    now, before = applied_at[newest], applied_at[~newest]
    return Periods(
        reference_first=before.min().date(),
        reference_last=before.max().date(),
        reference_n=len(before),
        newest_first=now.min().date(),
        newest_last=now.max().date(),
        newest_n=len(now),
    )
