"""A model's features as the arrays that leaf tables read."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.features.table import MISSING
from pipelines.model import Model

Rows = tuple[NDArray[np.float64], list[tuple[str, ...]]]


def model_rows(model: Model, frame: pd.DataFrame) -> Rows:
    """The numbers (rows x features, NaN in the place of a text) and texts of a frame's rows.

    Both are in the model's order; Refused where the frame lacks one of its features.
    """
    model.require(frame)
    words = [_texts(frame[name]) for name in model.categorical]
    numbers = np.full((len(frame), len(model.features)), np.nan)
    places = [k for k, name in enumerate(model.features) if name not in model.categorical]
    numbers[:, places] = frame[[model.features[k] for k in places]].to_numpy(dtype=float)
    return numbers, list(zip(*words, strict=True)) if words else [()] * len(frame)


def _texts(column: pd.Series) -> list[str]:
    """A column's words; each that comes again is read once."""
    places, values = pd.factorize(column, use_na_sentinel=False)
    words = [word(value) for value in values]
    return [words[place] for place in places]


def model_row(
    model: Model, values: Mapping[Any, float | str | None]
) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """The same of one row, by the names of its features; KeyError where one is not there."""
    texts = set(model.categorical)
    numbers = [math.nan if name in texts else values[name] for name in model.features]
    return np.array(numbers, dtype=float), tuple(word(values[name]) for name in model.categorical)


def word(value: float | str | None) -> str:
    """A text as the model knows it: a missing one is a category of its own."""
    return MISSING if pd.isna(value) else str(value)
