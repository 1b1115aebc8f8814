"""What a what-if may change: features in a merchant's hands, within the range the book has seen."""

from dataclasses import dataclass

import numpy as np

from dashboard import values
from dashboard.queries.desk import desk
from pipelines.explain import Explanation, group_contributions
from pipelines.features import Feature

QUANTILES = (0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
FEEDS = ("sales", "purchases", "bank")
FIXED = ("Tenure",)
"""Driver groups that no merchant can change."""


@dataclass(frozen=True)
class Lever:
    """One feature to move: its own value and the values on offer, ascending."""

    feature: Feature
    value: float | None
    options: tuple[float | None, ...]


def permitted(version_id: str) -> dict[str, Feature]:
    """The features that may be moved, by name."""
    return {
        feature.name: feature
        for feature in desk(version_id).table.features
        if feature.feed in FEEDS and feature.group not in FIXED
    }


def suggested(version_id: str, explanation: Explanation, most: int = 3) -> list[str]:
    """The permitted features that raise this score most, or simply the strongest ones."""
    names = permitted(version_id)
    parts = [part for part in explanation.contributions if part.feature in names]
    adverse = [part.feature for part in parts if part.contribution > 0]
    return (adverse or [part.feature for part in parts])[:most]


def lever(version_id: str, application_id: str, name: str, currency: str) -> Lever:
    """The feature's own value among the book's 1st to 99th percentile; None where missing.

    Values that read the same are offered once.
    """
    held = desk(version_id)
    column = held.table.frame[name]
    own = float(column.loc[application_id])
    value = None if np.isnan(own) else own
    feature = permitted(version_id)[name]
    seen = (
        np.quantile(column.dropna(), QUANTILES, method="nearest").tolist()
        if column.notna().any()
        else []
    )
    shown = {values.value(amount, feature.unit, currency): amount for amount in seen}
    if value is not None:
        shown[values.value(value, feature.unit, currency)] = value
    options: list[float | None] = [*sorted(shown.values())]
    return Lever(feature, value, tuple(options if value is not None else [None, *options]))


def moved_groups(
    version_id: str, before: Explanation, after: Explanation
) -> list[tuple[str, float, float]]:
    """Driver groups whose part of the score differs, before and after; most moved first."""
    features = desk(version_id).table.features
    now, then = (dict(group_contributions(one, features)) for one in (before, after))
    parts = [(name, now[name], then[name]) for name in now if now[name] != then[name]]
    return sorted(parts, key=lambda part: -abs(part[2] - part[1]))
