"""Which way each feature moves the score as its value rises."""

import numpy as np
import pandas as pd

from pipelines.explain.stored.cohorts import Floats


def directions(names: tuple[str, ...], ranks: Floats, contributions: Floats) -> pd.DataFrame:
    """One row per feature: found, missing, most_lowering and most_raising.

    Found is Spearman's rank correlation of value and contribution over the applications that have
    a value, NaN where either never changes; `ranks` are the values' average ranks, NaN without one.
    """
    known = ~np.isnan(ranks)
    added = pd.DataFrame(np.where(known, contributions, np.nan)).rank().to_numpy()
    return pd.DataFrame(
        {
            "name": names,
            "found": _correlations(ranks, added, known),
            "missing": (~known).sum(axis=0),
            "most_lowering": contributions.min(axis=0),
            "most_raising": contributions.max(axis=0),
        }
    )


def _correlations(left: Floats, right: Floats, known: np.ndarray) -> Floats:
    """Pearson's correlation of each pair of columns over the rows that are known."""
    left, right = _centred(left, known), _centred(right, known)
    spread = np.sqrt((left**2).sum(axis=0) * (right**2).sum(axis=0))
    nothing = np.full(len(spread), np.nan)
    found: Floats = np.divide((left * right).sum(axis=0), spread, out=nothing, where=spread > 0)
    return found


def _centred(ranks: Floats, known: np.ndarray) -> Floats:
    middle = (known.sum(axis=0) + 1) / 2
    return np.where(known, ranks - middle, 0.0)
