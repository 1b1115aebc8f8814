"""The table a model sees: one row per application, one column a feature or imported attribute."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from pipelines.errors import Refused
from pipelines.features.catalogue import Feature, catalogue
from pipelines.store import History, sql_text

MISSING = "missing"
IMPORTED = " (imported)"
"""Marks an attribute that bears the name of a feature of the catalogue."""


@dataclass(frozen=True)
class FeatureTable:
    """One row per application, indexed by application_id in ascending order.

    `frame` has the model's inputs only, one column for each of `features` in order: float64 with
    NaN for a missing number, text with "missing" for a missing text (`categorical`). Money is in
    cents. `applications` has merchant_id, applied_at and order_amount_cents on the same index.
    """

    frame: pd.DataFrame
    applications: pd.DataFrame
    categorical: tuple[str, ...]
    features: tuple[Feature, ...]

    @cached_property
    def by_name(self) -> dict[str, Feature]:
        """What each column means."""
        return {feature.name: feature for feature in self.features}


def feature_frame(history: History) -> FeatureTable:
    """Read the features and attributes of all applications; `Refused` before any are built."""
    require_features(history)
    frame = history.frame(sql_text(__file__, "sql/features.sql")).set_index("application_id")
    features = catalogue()
    stale = [feature.name for feature in features if feature.name not in frame]
    if stale:
        raise Refused(
            f"the features are older than the catalogue (no {', '.join(stale)}): "
            "run `python -m pipelines features`"
        )
    frame = frame[[feature.name for feature in features]].astype("float64")
    applications = history.frame(sql_text(__file__, "sql/applications.sql"))
    attributes = _attributes(history)
    columns = {feature.name: _column(history, feature, frame.index) for feature in attributes}
    return FeatureTable(
        frame=frame.assign(**columns),
        applications=applications.set_index("application_id"),
        categorical=tuple(feature.name for feature in attributes if feature.unit == "text"),
        features=(*features, *attributes),
    )


def require_features(history: History) -> None:
    """Raise `Refused` where no features are built yet."""
    if history.row(sql_text(__file__, "sql/has_features.sql")) is None:
        raise Refused("the features are not built yet: run `python -m pipelines features`")


def _attributes(history: History) -> tuple[Feature, ...]:
    taken = {feature.name.lower() for feature in catalogue()}
    return tuple(
        Feature(
            name=f"{name}{IMPORTED}" if name.lower() in taken else name,
            label=name,
            meaning=meaning,
            unit=kind,
            window_days=None,
            feed="applications",
            direction=0,
            group="Application details",
            reason="A01",
        )
        for name, kind, meaning in history.rows(sql_text(__file__, "sql/attributes.sql"))
    )


def _column(history: History, feature: Feature, index: pd.Index) -> pd.Series:
    values = history.frame(sql_text(__file__, "sql/attribute_column.sql"), {"name": feature.label})
    values = values.set_index("application_id").reindex(index)
    if feature.unit == "text":
        return values["text_value"].astype("str").where(values["text_value"].notna(), MISSING)
    return values["number_value"].astype("float64")
