"""One application explained: its score taken apart, and the reasons in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipelines.errors import Refused
from pipelines.explain.contributions import row_contributions
from pipelines.explain.score_reasons import score_reasons
from pipelines.features import Feature, FeatureTable, feature_frame
from pipelines.model import Model
from pipelines.reasons import Reason, Statement
from pipelines.store import History

Value = float | str | None


@dataclass(frozen=True)
class Contribution:
    """One feature's value (None where missing) and its part of the score in log-odds."""

    feature: str
    value: Value
    contribution: float


@dataclass(frozen=True)
class Explanation:
    """A score taken apart; contributions by size, largest first, and base in log-odds."""

    application_id: str
    model_id: str
    pd: float
    score: float
    base: float
    contributions: tuple[Contribution, ...]
    reasons: tuple[Reason, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the explanation in the shape of `explain --json`."""
        return {
            "application_id": self.application_id,
            "model_id": self.model_id,
            "pd": self.pd,
            "score": self.score,
            "base": self.base,
            "contributions": [vars(item) for item in self.contributions],
            "reasons": [reason.to_json() for reason in self.reasons],
        }


def group_contributions(
    explanation: Explanation, features: Iterable[Feature]
) -> list[tuple[str, float]]:
    """The contributions summed by driver group, largest first; base + groups = score."""
    group = {feature.name: feature.group for feature in features}
    sums: dict[str, float] = defaultdict(float)
    for part in explanation.contributions:
        sums[group[part.feature]] += part.contribution
    return sorted(sums.items(), key=lambda item: (-abs(item[1]), item[0]))


def explain_application(
    history: History, model: Model, application_id: str, statements: Mapping[str, Statement]
) -> Explanation:
    """Explain one application of the store; Refused when it is unknown or has no features."""
    return explain_row(feature_frame(history), model, application_id, statements)


def explain_row(
    table: FeatureTable, model: Model, application_id: str, statements: Mapping[str, Statement]
) -> Explanation:
    """Explain one application of a feature table; Refused when it is not there."""
    if application_id not in table.frame.index:
        raise Refused(
            f"No application {application_id!r} with features in this store: check the id, "
            "or run features if it was imported since"
        )
    model.require(table.frame)
    row = table.frame.loc[application_id].to_dict()
    found = row_contributions(model, application_id, row)
    parts = dict(zip(model.features, found.values.tolist(), strict=True))
    scored = [feature for feature in table.features if feature.name in parts]
    return Explanation(
        application_id=application_id,
        model_id=model.model_id,
        pd=float(model.pd(found.score)),
        score=found.score,
        base=found.base,
        contributions=_by_size(row, parts),
        reasons=score_reasons(parts, scored, statements),
    )


def _by_size(row: Mapping[Any, Any], parts: Mapping[str, float]) -> tuple[Contribution, ...]:
    """Return the parts with their values, largest first."""
    ordered = sorted(parts, key=lambda name: (-abs(parts[name]), name))
    return tuple(Contribution(name, _plain(row[name]), parts[name]) for name in ordered)


def _plain(value: Any) -> Value:
    """Return a value as JSON knows it."""
    if isinstance(value, str):
        return value
    return None if pd.isna(value) else float(value)
