"""A model's features as the arrays that leaf tables read."""

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
    words = [[*map(word, frame[name])] for name in model.categorical]
    numbers = np.full((len(frame), len(model.features)), np.nan)
    for place, name in enumerate(model.features):
        if name not in model.categorical:
            numbers[:, place] = frame[name]
    return numbers, list(zip(*words, strict=True)) if words else [()] * len(frame)


def word(value: float | str | None) -> str:
    """A text as the model knows it: a missing one is a category of its own."""
    return MISSING if pd.isna(value) else str(value)
