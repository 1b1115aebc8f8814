"""Contributions against reference rows by look-up are CatBoost's own."""

import numpy as np
import pytest
from catboost import Pool
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.errors import Refused
from pipelines.explain.leaf_tables import leaf_tables
from pipelines.explain.leaf_tables.shapley import known_against, leaf_contributions
from pipelines.explain.model_rows import model_rows, word
from tests.explain.test_leaf_tables import CASES, NUMBERS, WORDS, fitted

COMBINED = {"max_ctr_complexity": 2, "one_hot_max_size": 1}


def arrays(frame, words):
    numbers = frame.drop(columns=words).reindex(columns=frame.columns).to_numpy(float)
    return numbers, [tuple(row) for row in frame[words].to_numpy()]


def labelled(frame, words):
    """A pool with the dummy labels of two classes that CatBoost asks of a reference set."""
    return Pool(frame, np.arange(len(frame)) % 2, cat_features=words)


@pytest.mark.parametrize(
    ("columns", "parameters"),
    [
        (NUMBERS, {"depth": 1}),
        (NUMBERS, {"depth": 6}),
        ([*NUMBERS, *WORDS], {"depth": 5}),
        (WORDS, {"depth": 4} | COMBINED),
    ],
)
def test_against_reference_rows(columns, parameters):
    booster, tried, words = fitted(columns, **parameters)
    tried, reference = tried[columns], CASES[columns].iloc[200:500]
    native = booster.get_feature_importance(
        labelled(tried, words), type="ShapValues", reference_data=labelled(reference, words)
    )
    tables = leaf_tables(booster, arrays(reference, words))
    scores, parts = tables.explain_all(*arrays(tried, words))
    assert tables.base == pytest.approx(native[0, -1], abs=1e-12)
    np.testing.assert_allclose(parts, native[:, :-1], rtol=0, atol=1e-12)
    np.testing.assert_allclose(tables.base + parts.sum(axis=1), scores, rtol=0, atol=1e-12)
    raw = booster.predict(Pool(reference, cat_features=words), prediction_type="RawFormulaVal")
    assert tables.base == pytest.approx(raw.mean(), abs=1e-12)


def test_no_reference_rows_are_refused():
    booster, *_ = fitted(NUMBERS, depth=2)
    with pytest.raises(Refused, match="reference rows"):
        leaf_tables(booster, (np.zeros((0, 3)), []))


def test_one_reference_row_is_the_game_of_two_rows():
    """From a row with neither (0 points) to one with fever and cough (80): 40 each."""
    neither = np.array([[1.0, 0.0, 0.0, 0.0]])
    known = known_against(np.array([[0.0, 0.0, 0.0, 80.0]]), neither)
    assert known[0, :, 3].tolist() == [0, 0, 0, 80]
    assert leaf_contributions(known, (0, 1))[0, :, 3].tolist() == [40, 40]
    assert leaf_contributions(known, (0, 1))[0, :, 1].tolist() == [0, 0]


@given(st.data(), st.integers(1, 4))
@settings(max_examples=30)
def test_a_coalition_mixes_the_leaf_with_each_reference_row(data, depth):
    leaves = 2**depth
    values = np.array(data.draw(st.lists(st.floats(-5, 5), min_size=leaves, max_size=leaves)))
    rows = np.array(data.draw(st.lists(st.integers(0, leaves - 1), min_size=1, max_size=9)))
    shares = np.bincount(rows, minlength=leaves) / len(rows)
    known = known_against(values[None], shares[None])[0]
    for coalition in range(leaves):
        for leaf in range(leaves):
            mixed = values[leaf & coalition | rows & ~coalition].mean()
            assert known[coalition, leaf] == pytest.approx(mixed, abs=1e-12)


def test_the_rows_of_a_model(model, table):
    row = table.frame.iloc[:2].assign(trade=[None, "retail"])
    numbers, words = model_rows(model, row)
    assert words == [("missing",), ("retail",)]
    assert numbers.shape == (2, len(model.features))
    assert np.isnan(numbers[:, model.features.index("trade")]).all()
    assert numbers[1, model.features.index("noise")] == row["noise"].iloc[1]
    with pytest.raises(Refused, match="needs noise"):
        model_rows(model, row.drop(columns="noise"))


@pytest.mark.parametrize(("value", "known"), [(None, "missing"), (np.nan, "missing"), (3, "3")])
def test_a_word_as_the_model_knows_it(value, known):
    assert word(value) == known
