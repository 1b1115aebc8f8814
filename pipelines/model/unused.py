"""Features that cannot matter to a model: one value only, or none at all."""

import pandas as pd
from pandas.api.types import is_numeric_dtype

from pipelines.model.data import TrainingData

NAMED = 5


def unused_feature_remarks(data: TrainingData) -> tuple[str, ...]:
    """Name the features that are constant, and of those that are missing, in every case."""
    columns = {str(name): values for name, values in data.frame.items()}
    distinct = {name: _distinct(values) for name, values in columns.items()}
    empty = [name for name in columns if distinct[name] == 0]
    constant = [name for name in columns if distinct[name] == 1 and not columns[name].isna().any()]
    found = []
    if empty:
        found.append(f"missing in every case, so the model cannot use {_named(empty)}")
    if constant:
        found.append(f"one value in every case, so the model cannot use {_named(constant)}")
    return tuple(found)


def _distinct(values: pd.Series) -> int:
    """The number of different values, 2 standing for any larger one where they are numbers."""
    if not is_numeric_dtype(values):
        return int(values.nunique())
    low, high = values.min(), values.max()
    if pd.isna(low):
        return 0
    return 1 if low == high else 2


def _named(names: list[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
