"""How far the applications that were lent to speak for all who applied."""

from dataclasses import dataclass

import numpy as np
import streamlit as st
from scipy.optimize import brentq

from dashboard.queries.store import read
from pipelines.model.range_restriction import (
    RangeRestriction,
    auc_on_approved,
    range_restriction,
)

FEWEST = 50
CORRELATIONS = (1.0, 0.7)
"""Of the lending's ranking with the model's: the same, and much alike."""
LOWEST, HIGHEST = 0.51, 0.97


@dataclass(frozen=True)
class Reach:
    """What those lent to (`lent`) and all others (`others`) look like under the model.

    `curves` gives, for each correlation of the lending with the model, pairs of the AUC on all who
    applied and the AUC to expect on those lent to.
    """

    lent: int
    others: int
    base_rate: float
    found: RangeRestriction
    curves: tuple[tuple[float, tuple[tuple[float, float], ...]], ...]


@st.cache_data(show_spinner=False, max_entries=4)
def reach(version_id: str) -> Reach | None:
    """Compare the two groups; None where either has fewer than fifty applications."""
    scores = read("models_restriction", version_id)
    lent, others = (scores.loc[scores["lent"] == flag, "pd"] for flag in (True, False))
    if min(len(lent), len(others)) < FEWEST:
        return None
    found, base = range_restriction(lent, others), float(scores["pd"].mean())
    areas = [float(area) for area in np.linspace(0.55, 0.95, 9)]
    curves = tuple(
        (rho, tuple((area, on_approved(area, base, found, rho)) for area in areas))
        for rho in CORRELATIONS
    )
    return Reach(len(lent), len(others), base, found, curves)


def on_all(approved: float, seen: Reach, correlation: float) -> float | None:
    """The AUC on all who applied that would show as `approved` on those lent to, if any does."""
    low, high = (
        on_approved(end, seen.base_rate, seen.found, correlation) for end in (LOWEST, HIGHEST)
    )
    if not low <= approved <= high:
        return None
    return float(
        brentq(
            lambda area: on_approved(area, seen.base_rate, seen.found, correlation) - approved,
            LOWEST,
            HIGHEST,
            xtol=1e-4,
        )
    )


def on_approved(area: float, base_rate: float, found: RangeRestriction, rho: float) -> float:
    """The AUC to expect on those lent to."""
    return auc_on_approved(
        area, base_rate=base_rate, approval_share=found.approval_share, correlation=rho
    )
