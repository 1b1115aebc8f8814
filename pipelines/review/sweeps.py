"""Scoring real applications again with one feature at other values."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.review.proof import Case
from pipelines.stats.monotone import SLACK

ROWS = 200
POINTS = 21

Values = NDArray[np.float64]


def sampled_rows(case: Case) -> pd.DataFrame:
    """Return the inputs of up to `ROWS` applications, always the same ones."""
    return case.table.frame.sample(min(ROWS, len(case.table.frame)), random_state=1)


def directions(case: Case) -> dict[str, int]:
    """Return the model's constrained features with the sign of their effect."""
    signs = case.model.manifest.directions
    return {n: sign for n, sign in signs.items() if sign and n not in case.model.categorical}


def safe_to_risky(values: pd.Series, direction: int) -> Values:
    """Return up to `POINTS` quantiles of the known values, ordered from the safe end."""
    known = values.dropna().to_numpy(dtype=float)
    if not len(known):
        return known
    points = np.unique(np.quantile(known, np.linspace(0, 1, POINTS), method="nearest"))
    return points if direction > 0 else points[::-1]


def sweep(case: Case, rows: pd.DataFrame, name: str, values: Values) -> Values:
    """Return the scores of `rows` (down) with the feature at each of `values` (across)."""
    repeated = rows.loc[rows.index.repeat(len(values))].copy()
    repeated[name] = np.tile(values, len(rows))
    return case.model.score(repeated).reshape(len(rows), len(values))


def examples(case: Case, wrong: dict[str, Values], shown: int) -> tuple[str, ...]:
    """Name the features with a fall, how often and how far."""
    labels = {feature.name: feature.label for feature in case.table.features}
    return tuple(
        f"{labels.get(name, name)}: {int((fall > SLACK).sum())} of {len(fall)} applications, "
        f"by up to {fall.max():.3f} log-odds"
        for name, fall in list(wrong.items())[:shown]
    )
