"""Points of the ROC and lift curves, thinned for drawing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from pipelines.stats.samples import two_classes


@dataclass(frozen=True)
class RocPoint:
    """Shares of goods and bads at or above `threshold`; the first point has threshold infinity."""

    false_positive_rate: float
    true_positive_rate: float
    threshold: float


@dataclass(frozen=True)
class LiftPoint:
    """Among the riskiest `share` of cases: the share of all bads caught and their lift."""

    share: float
    bads_caught: float
    lift: float


def roc_points(bad: ArrayLike, score: ArrayLike, *, limit: int = 200) -> tuple[RocPoint, ...]:
    """Points of the ROC curve from (0, 0) to (1, 1), evenly thinned to at most `limit`."""
    is_bad, values = two_classes(bad, score)
    order = np.argsort(-values, kind="stable")
    steps = np.flatnonzero(np.append(np.diff(values[order]) != 0, True))
    hits = np.concatenate([[0.0], np.cumsum(is_bad[order])[steps] / is_bad.sum()])
    alarms = np.concatenate([[0.0], np.cumsum(~is_bad[order])[steps] / (~is_bad).sum()])
    thresholds = np.concatenate([[np.inf], values[order][steps]])
    keep = np.unique(np.linspace(0, len(hits) - 1, min(limit, len(hits))).round().astype(int))
    columns = alarms[keep], hits[keep], thresholds[keep]
    return tuple(RocPoint(*map(float, point)) for point in zip(*columns, strict=True))


def lift_points(bad: ArrayLike, score: ArrayLike, *, bins: int = 10) -> tuple[LiftPoint, ...]:
    """Bads caught among the riskiest 1/bins, 2/bins, ... of cases, against a random order.

    lift = share of bads caught / share of cases taken; 1 is chance. Bads tied at a cut are shared
    out in proportion, so that the order of equal scores does not matter.
    """
    is_bad, values = two_classes(bad, score)
    descending, inverse = np.unique(-values, return_inverse=True)
    bads = np.bincount(inverse, weights=is_bad, minlength=len(descending))
    cases = np.bincount(inverse, minlength=len(descending))
    shares = np.arange(1, bins + 1) / bins
    taken = np.concatenate([[0.0], np.cumsum(cases)]) / len(values)
    caught = np.interp(shares, taken, np.concatenate([[0.0], np.cumsum(bads)]) / is_bad.sum())
    return tuple(
        LiftPoint(float(s), float(c), float(c / s)) for s, c in zip(shares, caught, strict=True)
    )
