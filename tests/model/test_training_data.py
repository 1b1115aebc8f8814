from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pipelines.errors import Refused
from pipelines.model.data import labelled
from tests.model.sample import sample_outcomes, sample_table


def outcomes_with(table, bads):
    outcomes = sample_outcomes(table)
    outcomes["is_default"] = [i < bads for i in range(len(outcomes))]
    return outcomes


def test_only_applications_with_an_outcome_are_kept(table):
    data = labelled(table, sample_outcomes(table).iloc[10:])
    assert len(data.frame) == len(data.bad) == len(table.frame) - 10
    assert data.frame.index[0] == table.frame.index[10]


@pytest.mark.parametrize(
    ("bads", "message"),
    [
        (0, "Every one of the 100 known outcomes was repaid"),
        (100, "Every one of the 100 known outcomes defaulted"),
        (19, "19 bads and 81 goods are too few"),
        (81, "81 bads and 19 goods are too few"),
    ],
)
def test_too_little_to_learn_from_is_refused(bads, message):
    table = sample_table(100)
    with pytest.raises(Refused, match=message):
        labelled(table, outcomes_with(table, bads))


def test_outcomes_without_features_are_refused(table):
    outcomes = sample_outcomes(table).set_axis(pd.Index(["x"] * len(table.frame)))
    with pytest.raises(Refused, match="run features"):
        labelled(table, outcomes)


def test_infinite_values_are_refused_by_name(table):
    frame = table.frame.assign(noise=table.frame["noise"].where(table.frame["noise"] < 2, np.inf))
    n = int(np.isinf(frame["noise"]).sum())
    with pytest.raises(Refused, match=rf"Infinite values in noise \({n}\)"):
        labelled(replace(table, frame=frame), sample_outcomes(table))
