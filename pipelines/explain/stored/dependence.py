"""One feature's value against what it adds to the score: steps of its values, and categories."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.explain.stored.cohorts import Floats
from pipelines.features.table import MISSING

STEPS = 20
FEWEST = 20
"""Values in a part where some value has parts of its own, and equal parts would leave few."""
MOST_CATEGORIES = 100
BAND = (0.1, 0.9)


def number_steps(values: Floats, ranks: Floats, contributions: Floats) -> pd.DataFrame:
    """About twenty equal parts of a number's values, and its lack of one, as `explain_dependence`.

    `ranks` are the values' average ranks, so that equal values share a part; NaN is no value. A
    value that would fill a part alone, as 0 often does, is one; the rest is cut into equal parts. A
    part has its median value, mean contribution, the 10-90 % band and n.
    """
    known = np.flatnonzero(~np.isnan(values))
    parts = _parts(ranks[known])
    middle = _quantiles(parts, values[known], (0.5,))[:, 0]
    found = _spread("step", parts, contributions[known], value=middle)
    return pd.concat([found, *_lacking(np.isnan(values), contributions)], ignore_index=True)


def _parts(ranks: Floats) -> NDArray[np.intp]:
    """The part of each value, counted in the order of the values; parts may be left empty."""
    places = (2 * ranks).astype(np.intp)
    counts = np.bincount(places, minlength=1)
    alone = counts > len(ranks) / STEPS
    light = np.where(alone, 0, counts)
    total = max(int(light.sum()), 1)
    most = STEPS if not alone.any() else min(STEPS - int(alone.sum()), total // FEWEST)
    upto = (light.cumsum() - light / 2) / total
    cut = np.minimum(upto * max(most, 1), max(most, 1) - 1e-9).astype(np.intp)
    steps = np.diff(cut, prepend=0).clip(0, 1) | alone | np.append(False, alone[:-1])
    return np.cumsum(steps)[places]


def category_steps(words: pd.Series, contributions: Floats) -> pd.DataFrame:
    """The most frequent categories, the most frequent first, and the lack of one."""
    lacks = (words == MISSING).to_numpy()
    named = words[~lacks]
    order = named.value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable")
    places = named.map({name: place for place, name in enumerate(order.index)}).to_numpy()
    parts = places.astype(np.intp)
    found = _spread("category", parts, contributions[~lacks], text_value=list(order.index))
    few = found.head(MOST_CATEGORIES)
    return pd.concat([few, *_lacking(lacks, contributions)], ignore_index=True)


def _lacking(lacks: NDArray[np.bool_], contributions: Floats) -> list[pd.DataFrame]:
    if not lacks.any():
        return []
    return [_spread("missing", np.zeros(int(lacks.sum()), np.intp), contributions[lacks])]


def _spread(
    kind: str, parts: NDArray[np.intp], contributions: Floats, *,
    value: Floats | float = float("nan"), text_value: list[str] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Mean contribution, band and n of each part that has a row, in order."""
    counts = np.bincount(parts)
    present = np.flatnonzero(counts)
    sums = np.bincount(parts, contributions)[present] if len(parts) else np.array([])
    band = _quantiles(parts, contributions, BAND)
    return pd.DataFrame(
        {
            "kind": kind,
            "place": present,
            "value": value,
            "text_value": text_value,
            "contribution": sums / counts[present],
            "low": band[:, 0],
            "high": band[:, 1],
            "n": counts[present],
        }
    )


def _quantiles(
    parts: NDArray[np.intp], values: Floats, wanted: tuple[float, ...]
) -> NDArray[np.float64]:
    """Quantiles of the values of each part that has a row, interpolated: parts x wanted."""
    ordered = values[np.lexsort((values, parts))]
    counts = np.bincount(parts)
    counts = counts[counts > 0]
    if not len(counts):
        return np.empty((0, len(wanted)))
    starts = counts.cumsum() - counts
    places = starts[:, None] + (counts - 1)[:, None] * np.array(wanted)
    below = np.floor(places).astype(np.intp)
    above = np.ceil(places).astype(np.intp)
    found: Floats = ordered[below] + (places - below) * (ordered[above] - ordered[below])
    return found
