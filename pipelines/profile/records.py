"""What is found out about features, as records."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from pipelines.features import Feature
from pipelines.profile.periods import Periods
from pipelines.stats.intervals import Interval

Verdict = Literal["stable", "watch", "shifted"]


@dataclass(frozen=True)
class FeatureBin:
    """Applications by the value of one feature: numbers in [low, high), one text, or missing.

    `n` counts all applications, `reference` and `newest` those of either period, `goods` and
    `bads` those with a known outcome; `rate` is bads among these with its 95 % Wilson interval.
    """

    low: float | None
    high: float | None
    text: str | None
    is_missing: bool
    n: int
    reference: int
    newest: int
    goods: int
    bads: int
    rate: Interval | None


@dataclass(frozen=True)
class Strength:
    """How well one feature alone tells goods from bads, over the applications with an outcome.

    `iv_bound` is the information value that chance alone stays under in 95 of 100 books. `auc` is
    of the values that are known, in the expected direction (a higher value riskier where none is
    expected); None for text.
    """

    iv: float
    iv_bound: float
    n: int
    bads: int
    auc: Interval | None

    @property
    def is_beyond_chance(self) -> bool:
        """Whether the information value exceeds what chance alone explains."""
        return self.iv > self.iv_bound


@dataclass(frozen=True)
class Drift:
    """How far the newest period lies from the reference period.

    `bound` is the PSI that sampling alone stays under in 95 of 100 books; medians are of known
    values, None for text or where there is none.
    """

    psi: float
    bound: float
    missing_before: float
    missing_now: float
    median_before: float | None
    median_now: float | None
    verdict: Verdict


@dataclass(frozen=True)
class FeatureMonth:
    """The applications of one month: quantiles of the known values, and how many are missing."""

    month: date
    n: int
    missing: int
    p10: float | None
    median: float | None
    p90: float | None


@dataclass(frozen=True)
class FeatureQuarter:
    """PSI of one calendar quarter against the reference period, with its sampling bound."""

    quarter: date
    n: int
    psi: float
    bound: float


@dataclass(frozen=True)
class FeatureProfile:
    """One feature over all applications; `quantiles` are at `QUANTILES`, empty for text.

    `strength` is None where outcomes of both kinds are not known, `drift` where the book has no
    two periods to compare.
    """

    feature: Feature
    n: int
    missing: int
    distinct: int
    quantiles: tuple[float, ...]
    bins: tuple[FeatureBin, ...]
    strength: Strength | None
    drift: Drift | None
    months: tuple[FeatureMonth, ...]
    quarters: tuple[FeatureQuarter, ...]

    @property
    def is_missing_everywhere(self) -> bool:
        """Whether no application has a value."""
        return self.missing == self.n

    @property
    def is_constant(self) -> bool:
        """Whether all known values are one and the same."""
        return self.distinct == 1

    @property
    def is_silent(self) -> bool:
        """Whether it can tell no two applications apart: missing everywhere, or one value for all.

        One value for some and none for others does tell them apart.
        """
        return self.distinct + (self.missing > 0) <= 1


@dataclass(frozen=True)
class Cluster:
    """Features of which any two rank the applications alike, the one to keep first.

    `weakest` is the smallest |rank correlation| between two members.
    """

    names: tuple[str, ...]
    weakest: float

    @property
    def keep(self) -> str:
        """The member of highest information value; of fewest missing values without outcomes."""
        return self.names[0]


@dataclass(frozen=True)
class BookProfile:
    """All features of one book; `correlation` is Spearman's, by feature name, numbers only."""

    n: int
    outcomes: int
    bads: int
    periods: Periods | None
    features: tuple[FeatureProfile, ...]
    clusters: tuple[Cluster, ...]
    correlation: pd.DataFrame

    def of(self, name: str) -> FeatureProfile:
        """The profile of one feature; KeyError for an unknown name."""
        for profile in self.features:
            if profile.feature.name == name:
                return profile
        raise KeyError(name)
