"""Every permitted change of one lever and of two, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from pipelines.recourse.moves import Bounds, Floats, Pull

NONE = -1


@dataclass(frozen=True)
class Chosen:
    """A lever with the steps this applicant may take, and what each makes of its figures."""

    pull: Pull
    steps: Floats
    values: Floats
    effort: Floats
    months: Floats

    @classmethod
    def of(cls, pull: Pull, own: Floats, bounds: Bounds, steps: Floats) -> "Chosen":
        """The steps whose leading figure is known, moves and stays within its bounds."""
        lead, raw = pull.places[0], pull.moved(own[:, None], steps)
        values = bounds.held(pull.places, raw)
        within = (raw[0] >= bounds.low[lead]) & (raw[0] <= bounds.high[lead])
        kept = within & (values[0] != own[lead])
        lever = pull.lever
        marks = np.array(lever.steps)[kept]
        return cls(
            pull=pull,
            steps=steps[kept],
            values=values[:, kept],
            effort=np.array([lever.at(lever.effort, step) for step in marks]),
            months=np.array([lever.at(lever.months, step) for step in marks]),
        )


@dataclass(frozen=True)
class Combinations:
    """All combinations: `values` is figures x combinations.

    `levers` and `steps` (2 x combinations) number the levers and their steps, -1 where there is no
    second one. `effort` is that of both, `months` the longer of the two.
    """

    values: Floats
    levers: NDArray[np.int16]
    steps: NDArray[np.int16]
    effort: Floats
    months: Floats

    def __len__(self) -> int:
        return self.values.shape[1]


def all_combinations(own: Floats, chosen: Sequence[Chosen], bounds: Bounds) -> Combinations:
    """Each lever at each step, then each two levers at each pair of steps, in order."""
    pairs = [(k, NONE) for k in range(len(chosen))]
    pairs += list(combinations(range(len(chosen)), 2))
    sizes = [len(chosen[a].steps) * (1 if b == NONE else len(chosen[b].steps)) for a, b in pairs]
    stops = np.cumsum(sizes, dtype=np.intp)
    total = int(stops[-1]) if sizes else 0
    found = Combinations(
        values=np.repeat(own[:, None], total, axis=1),
        levers=np.repeat(np.array(pairs, dtype=np.int16).reshape(-1, 2).T, sizes, axis=1),
        steps=np.full((2, total), NONE, dtype=np.int16),
        effort=np.empty(total),
        months=np.empty(total),
    )
    for (a, b), size, stop in zip(pairs, sizes, stops, strict=True):
        block = slice(int(stop) - size, int(stop))
        if b == NONE:
            _one(found, block, chosen[a])
        else:
            _two(found, block, chosen[a], chosen[b], bounds)
    return found


def _one(found: Combinations, block: slice, first: Chosen) -> None:
    found.values[first.pull.places, block] = first.values
    found.steps[0, block] = np.arange(len(first.steps))
    found.effort[block], found.months[block] = first.effort, first.months


def _two(found: Combinations, block: slice, first: Chosen, second: Chosen, bounds: Bounds) -> None:
    """The second lever starts from where the first has moved the figures they share."""
    n, m = len(first.steps), len(second.steps)
    values = found.values[:, block]
    values[first.pull.places] = np.repeat(first.values, m, axis=1)
    if np.isin(first.pull.places, [*second.pull.places, *second.pull.bases]).any():
        raw = second.pull.moved(values, np.tile(second.steps, n))
        values[second.pull.places] = bounds.held(second.pull.places, raw)
    else:
        values[second.pull.places] = np.tile(second.values, n)
    found.steps[0, block] = np.repeat(np.arange(n), m)
    found.steps[1, block] = np.tile(np.arange(m), n)
    found.effort[block] = (first.effort[:, None] + second.effort).ravel()
    found.months[block] = np.maximum(first.months[:, None], second.months).ravel()
