"""What the tab on baselines asks: how the stored reasons move with whom one is compared with."""

from typing import Literal

import pandas as pd

from dashboard.queries.store import read, settings
from pipelines.explain.baselines import FITTED, FITTED_LABEL
from pipelines.explain.reference_sets import LABELS
from pipelines.reasons import load_statements

Shared = Literal["same_set", "same_first"]
NAMES = {FITTED: FITTED_LABEL} | LABELS
"""Every baseline and what it is called, in the order shown."""


def is_stored(version_id: str) -> bool:
    """Whether reasons by baseline were stored when the book was scored."""
    is_ready = bool(read("explain_baselines_ready", version_id)["is_ready"].iloc[0])
    return is_ready and not pairs(version_id).empty


def turned_away(version_id: str) -> int:
    """How many applications were declined or referred."""
    return int(read("explain_turned_away", version_id)["n"].iloc[0])


def pairs(version_id: str) -> pd.DataFrame:
    """Ordered pairs of baselines: first, second, same_set and same_first (shares), n."""
    return read("explain_baselines", version_id)


def reasons(version_id: str) -> pd.DataFrame:
    """One row per reason that anybody gets: code, statement, n, span and a share per baseline.

    `span` is the largest share less the smallest; those that the baseline changes most stand first.
    """
    rows = read("explain_baseline_reasons", version_id)
    wide = rows.pivot(index="code", columns="baseline", values="share")
    names = [name for name in NAMES if name in wide.columns]
    wide = wide.loc[wide.max(axis=1) > 0, names]
    found = wide.assign(span=wide.max(axis=1) - wide.min(axis=1), n=int(rows["n"].max()))
    found = found.reset_index().sort_values(["span", "code"], ascending=[False, True])
    statements = load_statements(settings().reasons)
    words = [statements[code].statement if code in statements else code for code in found["code"]]
    return found.assign(statement=words)
