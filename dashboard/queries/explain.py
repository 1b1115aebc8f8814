"""What the Explain page asks: the explanation of the book as it was stored with the scores."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from dashboard import formats
from dashboard.queries import models
from dashboard.queries.store import read
from pipelines.features import catalogue

Cohort = Literal["Decision", "Grade", "Industry", "Region", "Size", "Vintage"]
Level = Literal["group", "feature"]
COHORTS: tuple[Cohort, ...] = ("Decision", "Grade", "Industry", "Region", "Size", "Vintage")
SIZES = ("Smallest quarter", "Second quarter", "Third quarter", "Largest quarter")
FEWEST = 30
FLAT = 0.001
"""Log-odds: a feature that never moves a score further than this counts as unused."""
HELD = 0.1
"""The smallest rank correlation that counts as a direction."""


@dataclass(frozen=True)
class Base:
    """Where every explanation starts: the model's mean score over its fitted cases."""

    model_id: str
    score: float
    n: int


def base(version_id: str) -> Base | None:
    """The stored base, or None where nothing is scored."""
    frame = read("explain_base", version_id)
    if frame.empty:
        return None
    row = frame.iloc[0]
    return Base(str(row["model_id"]), float(row["base"]), int(row["n"]))


def is_stored(version_id: str) -> bool:
    """Whether the explanation of the book was stored when it was scored."""
    is_ready = bool(read("explain_ready", version_id)["is_ready"].iloc[0])
    return is_ready and not read("explain_groups", version_id).empty


def other_champion(found: Base) -> str | None:
    """The champion's id where another model scored the book, else None."""
    held = models.role()
    return held.model_id if held and held.model_id != found.model_id else None


def sample(version_id: str) -> str:
    """What the page rests on, in words."""
    found = base(version_id)
    if found is None:
        return "nothing scored"
    return f"{formats.plural(found.n, 'scored application')}, model {found.model_id}"


def groups(version_id: str) -> pd.DataFrame:
    """Driver groups: driver_group, importance (joint mean of |contribution|), share, features."""
    frame = read("explain_groups", version_id)
    return frame.assign(share=frame["importance"] / max(frame["importance"].sum(), 1e-300))


def features(version_id: str) -> pd.DataFrame:
    """Every feature, the strongest first, with expected and found direction.

    `found` is the rank correlation between value and contribution over the applications that have
    a value; `moves` the widest span of its contributions in log-odds.
    """
    frame = read("explain_features", version_id)
    frame["expected"] = frame["direction"].fillna(0).astype(int)
    frame["verdict"] = [
        direction_verdict(*row)
        for row in zip(frame["expected"], frame["found"], frame["moves"], strict=True)
    ]
    return frame


def direction_verdict(expected: int, found: float, moves: float) -> str:
    """The found direction of a feature against the expected one, in a word or two."""
    if moves <= FLAT:
        return "not used"
    if np.isnan(found) or abs(found) < HELD:
        return "no direction" if expected == 0 else "unclear"
    if expected == 0:
        return "raises" if found > 0 else "lowers"
    return "as expected" if np.sign(found) == expected else "against"


def swarm(version_id: str) -> pd.DataFrame:
    """Contributions of the strongest features for a fixed sample of applications, with rank."""
    return read("explain_swarm", version_id)


def steps(version_id: str, name: str) -> pd.DataFrame:
    """What a feature adds by twentieth of its values, by category, and without a value."""
    return read("explain_steps", version_id, feature=name)


def points(version_id: str, name: str) -> pd.DataFrame:
    """Value, contribution and the partner's place for a fixed sample that has a value."""
    return read("explain_points", version_id, feature=name)


def cohorts(version_id: str, by: Cohort) -> pd.DataFrame:
    """Mean joint contribution by cohort and driver group, with n of the cohort."""
    return read("explain_cohorts", version_id, kind=by.lower())


def months(version_id: str, level: Level) -> pd.DataFrame:
    """Movement and place by month of application and driver group or feature."""
    return read("explain_months", version_id, level=level)


def pairs(version_id: str) -> pd.DataFrame:
    """Pairs of features that the model uses together, the strongest first."""
    return read("explain_pairs", version_id)


def pair(version_id: str, first: str, second: str) -> pd.DataFrame:
    """Both values and the joint contribution for a fixed sample that has both."""
    return read("explain_pair", version_id, first=first, second=second)


def unit(name: str) -> str:
    """A feature's unit; that of an imported attribute is plain number."""
    return next((feature.unit for feature in catalogue() if feature.name == name), "number")
