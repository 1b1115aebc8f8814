"""Two contenders' results compared cell by cell."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from tests.benchmarks.features.columns import COMMON


@dataclass(frozen=True)
class Difference:
    """How far two results are apart over their common columns.

    `equal_columns` have the same bits in every row; `nulls` counts the cells that only one result
    has; `relative` is the largest difference over the larger of two numbers.
    """

    columns: int
    equal_columns: int
    nulls: int
    relative: float
    worst: str

    def words(self) -> str:
        """The difference in one line."""
        equal = f"{self.equal_columns} of {self.columns} columns equal to the bit"
        if self.nulls == 0 and self.equal_columns == self.columns:
            return equal
        apart = f"largest relative difference {self.relative:.1e} ({self.worst})"
        return f"{equal}, {self.nulls} cells missing on one side, {apart}"


def compare(one: Path, other: Path) -> Difference:
    """Compare the common columns of two results; their applications must be the same."""
    left, right = _numbers(one), _numbers(other)
    if not left.index.equals(right.index):
        raise ValueError(f"{one.name} and {other.name} are not of the same applications")
    nulls = left.isna() != right.isna()
    apart = _relative(left.to_numpy(), right.to_numpy())
    worst = apart.max(axis=0)
    unequal = (worst > 0) | nulls.any().to_numpy()
    return Difference(
        columns=len(COMMON),
        equal_columns=len(COMMON) - int(unequal.sum()),
        nulls=int(nulls.to_numpy().sum()),
        relative=float(worst.max()),
        worst=COMMON[int(worst.argmax())],
    )


def _numbers(path: Path) -> pd.DataFrame:
    frame = pd.read_parquet(path).set_index("application_id").sort_index()
    return frame[list(COMMON)].astype("float64")


def _relative(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """|a - b| over the larger of |a| and |b|; 0 where they are equal or one is missing."""
    larger = np.maximum(np.abs(left), np.abs(right))
    apart = np.abs(left - right) / np.where(larger > 0, larger, 1)
    return np.nan_to_num(apart, nan=0.0)
