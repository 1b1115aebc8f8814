"""The values a feature may take: what its unit allows, and what the book has seen."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipelines.errors import Refused
from pipelines.features.catalogue import Feature

BY_UNIT: Mapping[str, tuple[float, float]] = {
    "money": (0, 1e14),
    "count": (0, 1e9),
    "days": (0, 36_525),
    "ratio": (0, 1e6),
    "share": (0, 1),
    "number": (-1e15, 1e15),
}
"""Plain bounds of a value by unit, money in cents; the book's own values may lie beyond them."""


def feature_range(feature: Feature, column: pd.Series) -> tuple[float, float]:
    """The lowest and highest value the feature may be given: its unit's, or the book's if wider."""
    low, high = BY_UNIT[feature.unit]
    seen = column.dropna()
    return (min(low, seen.min()), max(high, seen.max())) if len(seen) else (low, high)


def check_changes(
    changes: Mapping[str, float], features: tuple[Feature, ...], frame: pd.DataFrame
) -> None:
    """Refuse a change of an unknown or worded feature, or to a value that cannot be."""
    known = {feature.name: feature for feature in features if feature.unit != "text"}
    for name, value in changes.items():
        if name not in known:
            raise Refused(
                f"{name!r} is not a number this book has for its applications: "
                "name a feature as the feature catalogue does"
            )
        low, high = feature_range(known[name], frame[name])
        if not isinstance(value, int | float | np.number) or not low <= value <= high:
            raise Refused(f"{name} cannot be {value}: give a number from {low:g} to {high:g}")
