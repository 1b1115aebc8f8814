"""Sweeps: the order from safe to risky, and what counts as turning the wrong way."""

import numpy as np
import pandas as pd

from pipelines.review.leaks import different
from pipelines.review.sweeps import safe_to_risky
from pipelines.stats.monotone import largest_fall


def test_values_run_from_the_safe_end_to_the_risky_one():
    values = pd.Series([3.0, 1.0, np.nan, 2.0])
    assert safe_to_risky(values, 1).tolist() == [1, 2, 3]
    assert safe_to_risky(values, -1).tolist() == [3, 2, 1]
    assert safe_to_risky(pd.Series([np.nan]), 1).size == 0


def test_the_largest_fall_of_each_row():
    scores = np.array([[0.0, 0.5, 0.5], [1.0, 0.75, 0.9], [0.0, 1.0, 0.25]])
    assert largest_fall(scores).tolist() == [0.0, 0.25, 0.75]


def test_equal_and_missing_values_agree_and_an_absent_application_does_not():
    stored = pd.DataFrame({"x": [1.0, np.nan, 3.0]}, index=["a", "b", "c"])
    other = pd.DataFrame({"x": [1.0, np.nan]}, index=["a", "b"])
    assert different(stored, other)["x"].tolist() == [False, False, True]
