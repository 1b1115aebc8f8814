"""A model made ready to score, explain and give reasons for one row at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.checkout.grounds import Value
from pipelines.explain import ReasonIndex
from pipelines.explain.leaf_tables import LeafTables, leaf_tables
from pipelines.explain.model_rows import word
from pipelines.features import Feature, catalogue
from pipelines.features.catalogue import Unit
from pipelines.model import Model
from pipelines.model.calibration import Calibration
from pipelines.reasons import Reason, Statement

ATTRIBUTE = "A01"
"""The reason code of imported attributes, which no catalogue defines."""


@dataclass(frozen=True)
class Scored:
    """A score in log-odds, its PD and each feature's part of the score, in the model's order."""

    score: float
    pd: float
    contributions: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ScoreTables:
    """A model's leaf tables and calibration, with the reason codes of its features."""

    model_id: str
    features: tuple[Feature, ...]
    tables: LeafTables
    calibration: Calibration
    index: ReasonIndex

    @classmethod
    def of(cls, model: Model) -> "ScoreTables":
        """Make `model` ready."""
        known = {feature.name: feature for feature in catalogue()}
        features = tuple(known.get(name) or _attribute(name, model) for name in model.features)
        return cls(
            model_id=model.model_id,
            features=features,
            tables=leaf_tables(model.booster),
            calibration=model.manifest.calibration,
            index=ReasonIndex.of(features),
        )

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The model's features, in its order."""
        return self.index.names

    @cached_property
    def attributes(self) -> dict[str, Unit]:
        """The imported attributes the model uses: "number" or "text" by name."""
        return {f.name: f.unit for f in self.features if f.reason == ATTRIBUTE}

    def scored(self, features: Mapping[str, Value]) -> Scored:
        """Score one row of the model's features by name; None is missing."""
        score, parts = self.tables.explain(self._numbers(features), self._words(features))
        return Scored(score, float(self.calibration.pd(score)), parts)

    def reasons(self, scored: Scored, statements: Mapping[str, Statement]) -> tuple[Reason, ...]:
        """The statements for what raises the risk most, largest first."""
        return self.index.reasons(scored.contributions, statements)

    @cached_property
    def _in_order(self) -> Callable[[Mapping[str, Value]], Any]:
        """Takes a row's values in the model's order; of one feature, its value."""
        return itemgetter(*self.names)

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return tuple(feature.name for feature in self.features if feature.unit == "text")

    def _numbers(self, features: Mapping[str, Value]) -> NDArray[np.float64]:
        """The numbers in order, NaN for None and in the place of a text."""
        if self._texts:
            features = {**features, **dict.fromkeys(self._texts)}
        return np.array(self._in_order(features), dtype=float).reshape(-1)

    def _words(self, features: Mapping[str, Value]) -> tuple[str, ...]:
        return tuple(word(features[name]) for name in self._texts)


def _attribute(name: str, model: Model) -> Feature:
    unit: Unit = "text" if name in model.categorical else "number"
    code = model.manifest.reason_codes[name]
    return Feature(name, name, "", unit, None, "applications", 0, "Application details", code)
