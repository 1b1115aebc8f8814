"""How much the defaults of one vintage move together, by what was known when it was funded."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from pipelines.portfolio.rates.triangle import LAST_AGE, Triangle
from pipelines.stats.correlation import FEWEST_PERIODS, asset_correlation

KNOWN_AFTER = 9
"""Months on book by which a vintage's defaults are known."""


@dataclass(frozen=True)
class Correlation:
    """An asset correlation and where it comes from.

    "vintages": estimated on `periods` earlier funding months whose defaults were known; "basel":
    there were too few of them, and it is that of other retail exposures at the mean PD.
    """

    rho: float
    source: Literal["vintages", "basel"]
    periods: int


def correlation_before(defaults: Triangle, vintage: date, pd: float) -> Correlation:
    """The asset correlation for a vintage, from those whose defaults were known at its funding.

    Known means before its quarter began: it is estimated anew once a quarter.
    """
    age = min(KNOWN_AFTER, LAST_AGE)
    place = defaults.vintages.index(vintage)
    quarter = vintage.replace(month=(vintage.month - 1) // 3 * 3 + 1)
    known = [
        row
        for row in range(place)
        if _months(defaults.vintages[row], quarter) > age and defaults.ages[row] >= age
    ]
    return _correlation(defaults, known, pd)


def correlation_known(defaults: Triangle, pd: float) -> Correlation:
    """The asset correlation by hindsight: from every vintage whose defaults are known today."""
    age = min(KNOWN_AFTER, LAST_AGE)
    return _correlation(defaults, [n for n, own in enumerate(defaults.ages) if own >= age], pd)


def retail_correlation(pd: float) -> float:
    """Asset correlation of other retail exposures: .03 w + .16 (1 - w) (Basel II, paragraph 330).

    w = (1 - exp(-35 PD)) / (1 - exp(-35)).
    """
    weight = (1 - math.exp(-35 * pd)) / (1 - math.exp(-35))
    return 0.03 * weight + 0.16 * (1 - weight)


def _correlation(defaults: Triangle, known: Sequence[int], pd: float) -> Correlation:
    age = min(KNOWN_AFTER, LAST_AGE)
    bad = tuple(round(float(defaults.cumulative[row, age])) for row in known)
    if len(known) < FEWEST_PERIODS or not any(bad):
        return Correlation(retail_correlation(pd), "basel", len(known))
    loans = tuple(int(defaults.loans[row]) for row in known)
    return Correlation(_estimated(bad, loans), "vintages", len(known))


@lru_cache(maxsize=256)
def _estimated(bad: tuple[int, ...], loans: tuple[int, ...]) -> float:
    return asset_correlation(bad, loans).rho


def _months(first: date, second: date) -> int:
    return (second.year - first.year) * 12 + second.month - first.month
