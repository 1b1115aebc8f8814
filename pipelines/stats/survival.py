"""The share to which something has happened by a time, where not everybody was followed as long."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri


@dataclass(frozen=True)
class SurvivalStep:
    """At `time` it happened to `events` of the `at_risk`; `share` is to whom it has by then.

    `low` and `high` bound the share at the level asked for.
    """

    time: float
    at_risk: int
    events: int
    share: float
    low: float
    high: float


def event_shares(
    times: ArrayLike, happened: ArrayLike, weights: ArrayLike | None = None, *, level: float = 0.95
) -> tuple[SurvivalStep, ...]:
    """One step a time at which it happened: 1 - S(t) of Kaplan & Meier (1958).

    S(t) is the product of 1 - events / at risk. The interval is Greenwood's on the log(-log) scale
    (Kalbfleisch & Prentice 2002, section 1.4). `weights` count equal cases; who was followed to a
    time without it is at risk at that time. Empty where it happened to nobody.
    """
    when, is_event = np.asarray(times, dtype=float), np.asarray(happened, dtype=bool)
    count = np.ones(len(when)) if weights is None else np.asarray(weights, dtype=float)
    if not len(when) == len(is_event) == len(count):
        raise ValueError("times, happened and weights must be as long as one another")
    z, survived, variance = float(ndtri((1 + level) / 2)), 1.0, 0.0
    steps = []
    for time in np.unique(when[is_event & (count > 0)]):
        at_risk = float(count[when >= time].sum())
        events = float(count[is_event & (when == time)].sum())
        survived *= 1 - events / at_risk
        variance += events / (at_risk * (at_risk - events)) if at_risk > events else 0.0
        low, high = _bounds(survived, variance, z)
        steps.append(
            SurvivalStep(float(time), round(at_risk), round(events), 1 - survived, low, high)
        )
    return tuple(steps)


def _bounds(survived: float, variance: float, z: float) -> tuple[float, float]:
    """Bounds of 1 - S; an S of 0 or 1 has no Greenwood variance."""
    if not 0 < survived < 1:
        return 1 - survived, 1 - survived
    spread = np.exp(z * np.sqrt(variance) / abs(np.log(survived)))
    return float(1 - survived ** (1 / spread)), float(1 - survived**spread)
