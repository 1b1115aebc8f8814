"""Levers ready for many combinations at once: figures are rows, combinations are columns."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.recourse.levers import CARRY, KINDS, Lever

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Bounds:
    """How far each figure may go, and which are whole numbers."""

    low: Floats
    high: Floats
    whole: NDArray[np.bool_]

    def held(self, places: Places, values: Floats) -> Floats:
        """Those figures rounded where they are whole, and kept within their bounds."""
        rounded = np.where(self.whole[places, None], np.rint(values), values)
        return np.clip(rounded, self.low[places, None], self.high[places, None])


@dataclass(frozen=True)
class Pull:
    """A lever with the places of the figures it moves, the leading one first."""

    lever: Lever
    places: Places
    kinds: tuple[str, ...]
    bases: Places

    @classmethod
    def of(cls, lever: Lever, names: Sequence[str]) -> "Pull":
        """The lever over figures in the order of `names`."""
        place = {name: k for k, name in enumerate(names)}
        return cls(
            lever,
            np.array([place[move.feature] for move in lever.moves], dtype=np.intp),
            tuple(move.kind for move in lever.moves),
            np.array([place[move.base or move.feature] for move in lever.moves], dtype=np.intp),
        )

    def moved(self, values: Floats, steps: Floats) -> Floats:
        """What the lever makes of its figures at each step; nothing missing becomes known.

        `values` are all figures, figures x combinations (or x 1); the answer is this lever's.
        """
        found = np.empty((len(self.places), len(steps)))
        for kind in (*KINDS, CARRY):
            rows = [k for k, own in enumerate(self.kinds) if own == kind]
            if rows:
                now, base = values[self.places[rows]], values[self.bases[rows]]
                found[rows] = _moved(kind, now, base, steps)
        return found


def _moved(kind: str, now: Floats, base: Floats, steps: Floats) -> Floats:
    """The figures after a step, as `data/recourse.toml` explains it."""
    match kind:
        case "raise":
            found = now + np.abs(now) * steps
        case "lower":
            found = now - np.abs(now) * steps
        case "divide":
            found = now / (1 + steps)
        case "fill":
            found = 1 - (1 - now) * (1 + steps)
        case "add":
            found = now + steps
        case "set":
            found = np.where(np.isnan(now), now, steps)
        case _:
            found = now + base * steps
    return found
