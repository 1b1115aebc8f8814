"""A model made ready to score, explain and give reasons for one row at a time."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.explain import contributions, score_reasons
from pipelines.features import Feature, catalogue
from pipelines.features.catalogue import Unit
from pipelines.model import Model
from pipelines.reasons import Reason, Statement

ATTRIBUTE = "A01"
"""The reason code of imported attributes, which no catalogue defines."""
MISSING = "missing"


@dataclass(frozen=True)
class Scored:
    """A score in log-odds, its PD and each feature's part of the score, in the model's order."""

    score: float
    pd: float
    contributions: NDArray[np.float64]


@dataclass(frozen=True)
class ScoreTables:
    """A model with the reason codes of its features."""

    model: Model
    features: tuple[Feature, ...]

    @classmethod
    def of(cls, model: Model) -> "ScoreTables":
        """Make `model` ready."""
        known = {feature.name: feature for feature in catalogue()}
        return cls(model, tuple(known.get(n) or _attribute(n, model) for n in model.features))

    @property
    def model_id(self) -> str:
        """The model's id."""
        return self.model.model_id

    @property
    def attributes(self) -> dict[str, str]:
        """The imported attributes the model uses: "number" or "text" by name."""
        return {f.name: f.unit for f in self.features if f.reason == ATTRIBUTE}

    def scored(self, features: Mapping[str, float | str | None]) -> Scored:
        """Score one row of the model's features by name; None is missing."""
        row = {name: _given(features[name], name in self.model.categorical) for name in self.names}
        found = contributions(self.model, pd.DataFrame([row], index=["asked"]))
        score = float(found.scores[0])
        return Scored(score, float(self.model.pd(score)), found.values[0])

    def reasons(self, scored: Scored, statements: Mapping[str, Statement]) -> tuple[Reason, ...]:
        """The statements for what raises the risk most, largest first."""
        parts = dict(zip(self.names, scored.contributions.tolist(), strict=True))
        return score_reasons(parts, self.features, statements)

    @property
    def names(self) -> tuple[str, ...]:
        """The model's features, in its order."""
        return self.model.features


def _attribute(name: str, model: Model) -> Feature:
    unit: Unit = "text" if name in model.categorical else "number"
    code = model.manifest.reason_codes[name]
    return Feature(name, name, "", unit, None, "applications", 0, "Application details", code)


def _given(value: float | str | None, categorical: bool) -> float | str:
    if value is None:
        return MISSING if categorical else float("nan")
    return value
