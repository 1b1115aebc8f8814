"""Every change of one or two features to the quantiles of the book, judged by the model."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

STEPS = (0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95)


@dataclass(frozen=True)
class Candidates:
    """Rows with one or two values changed; `places` are the changed columns, -1 for no second."""

    numbers: NDArray[np.float64]
    places: NDArray[np.intp]

    @property
    def changed(self) -> NDArray[np.intp]:
        """How many features each candidate changes."""
        return (self.places >= 0).sum(axis=1)


def steps_of(frame: pd.DataFrame, free: Sequence[str]) -> NDArray[np.float64]:
    """The values each free feature may take: features x steps."""
    return frame[list(free)].quantile(list(STEPS)).to_numpy().T


def candidates(
    row: NDArray[np.float64], columns: Sequence[int], steps: NDArray[np.float64]
) -> Candidates:
    """All rows that differ from `row` in one or two of `columns`, which may take `steps`."""
    count = steps.shape[1]
    single = [(place, -1) for place in range(len(columns))]
    pairs = list(combinations(range(len(columns)), 2))
    first = np.array([place for place, _ in single for _ in range(count)])
    ones = np.repeat(row[None], len(first), axis=0)
    ones[np.arange(len(first)), np.array(columns)[first]] = steps.ravel()
    left, right = np.repeat(np.array(pairs), count * count, axis=0).T
    at = np.tile(np.indices((count, count)).reshape(2, -1), len(pairs))
    twos = np.repeat(row[None], len(left), axis=0)
    every = np.arange(len(left))
    twos[every, np.array(columns)[left]] = steps[left, at[0]]
    twos[every, np.array(columns)[right]] = steps[right, at[1]]
    places = np.column_stack([np.r_[first, left], np.r_[np.full(len(first), -1), right]])
    return Candidates(np.vstack([ones, twos]), places)
