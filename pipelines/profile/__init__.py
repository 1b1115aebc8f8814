"""Features one by one and among each other: what they tell, how still they hold, which repeat."""

from pipelines.profile.binned import BINS, BINS_OF_FEW
from pipelines.profile.book import QUANTILES, book_profile, profile
from pipelines.profile.clusters import ALIKE
from pipelines.profile.drift import SHIFTED, WATCH
from pipelines.profile.periods import NEWEST_DAYS, Periods
from pipelines.profile.records import (
    BookProfile,
    Cluster,
    Drift,
    FeatureBin,
    FeatureMonth,
    FeatureProfile,
    FeatureQuarter,
    Strength,
)

__all__ = [
    "ALIKE",
    "BINS",
    "BINS_OF_FEW",
    "NEWEST_DAYS",
    "QUANTILES",
    "SHIFTED",
    "WATCH",
    "BookProfile",
    "Cluster",
    "Drift",
    "FeatureBin",
    "FeatureMonth",
    "FeatureProfile",
    "FeatureQuarter",
    "Periods",
    "Strength",
    "book_profile",
    "profile",
]
