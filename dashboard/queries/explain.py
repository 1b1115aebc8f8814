"""What the Explain page asks: stored contributions by group, feature, application and cohort."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import formats
from dashboard.queries.store import history, read, settings, still_at
from pipelines.explain import group_importance
from pipelines.features import catalogue

Cohort = Literal["Decision", "Grade", "Industry", "Region"]
COHORTS: tuple[Cohort, ...] = ("Decision", "Grade", "Industry", "Region")
SWARM_FEATURES, SWARM_APPLICATIONS, MOST_POINTS = 12, 250, 3_000
FEWEST = 30
FLAT = 0.001
"""Log-odds: a feature that never moves a score further than this counts as unused."""
HELD = 0.1
"""The smallest rank correlation that counts as a direction."""


@dataclass(frozen=True)
class Base:
    """Where every explanation starts: the model's mean score over its fitted cases, and as a PD."""

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


def sample(version_id: str) -> str:
    """What the page rests on, in words."""
    found = base(version_id)
    if found is None:
        return "nothing scored"
    return f"{formats.plural(found.n, 'scored application')}, model {found.model_id}"


def groups(version_id: str) -> pd.DataFrame:
    """Driver groups: driver_group, importance (joint mean of |contribution|), share, features."""
    frame = _groups(str(settings().store), version_id)
    return frame.assign(share=frame["importance"] / max(frame["importance"].sum(), 1e-300))


@st.cache_data(show_spinner=False, max_entries=16)
def _groups(store: str, version_id: str) -> pd.DataFrame:
    reader = history()
    frame = group_importance(reader)
    still_at(version_id, reader)
    return frame


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


def swarm(version_id: str, names: list[str]) -> pd.DataFrame:
    """Contributions of those features for a fixed sample of applications, with their rank."""
    return read("explain_swarm", version_id, names=names, applications=SWARM_APPLICATIONS)


def dependence(version_id: str, name: str) -> pd.DataFrame:
    """Value and contribution of a feature for every application that has a value."""
    return read("explain_dependence", version_id, feature=name)


def thinned(frame: pd.DataFrame) -> pd.DataFrame:
    """At most `MOST_POINTS` rows, the same ones every time."""
    return frame if len(frame) <= MOST_POINTS else frame.sample(MOST_POINTS, random_state=1)


def missing(version_id: str, name: str) -> tuple[int, float]:
    """How many applications lack the feature, and the mean contribution of that."""
    row = read("explain_missing", version_id, feature=name).iloc[0]
    return int(row["n"]), float(row["contribution"])


def cohorts(version_id: str, by: Cohort) -> pd.DataFrame:
    """Mean joint contribution by cohort and driver group, with n of the cohort."""
    return read("explain_cohorts", version_id, by=by.lower())


def attribute(version_id: str, name: str) -> pd.DataFrame:
    """A categorical feature's values: n and mean contribution, most frequent first."""
    return read("explain_categories", version_id, feature=name)


def unit(name: str) -> str:
    """A feature's unit; that of an imported attribute is plain number."""
    return next((feature.unit for feature in catalogue() if feature.name == name), "number")
