"""Look-up in leaf tables gives what CatBoost itself gives."""

import numpy as np
import pandas as pd
import pytest
from catboost import CatBoostClassifier, Pool
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.errors import Refused
from pipelines.explain.leaf_tables import leaf_tables
from pipelines.explain.leaf_tables.shapley import known_values, leaf_contributions
from pipelines.features import Feature
from pipelines.model.artefact import load_bytes, model_bytes

RNG = np.random.default_rng(6)
N = 600
CASES = pd.DataFrame(
    {
        "growth": RNG.normal(size=N),
        "trade": RNG.choice(list("abcdefgh"), N),
        "months": RNG.integers(0, 4, N).astype(float),
        "refunds": np.where(RNG.random(N) < 0.2, np.nan, RNG.normal(size=N)),
        "online": RNG.choice(["yes", "no"], N),
    }
)
BAD = (
    CASES["growth"] + CASES["refunds"].fillna(2) * CASES["months"] + (CASES["trade"] > "d")
    + RNG.normal(size=N) > 2
).astype(int)  # fmt: skip
WORDS = ["trade", "online"]
NUMBERS = ["growth", "months", "refunds"]


def fitted(columns, *, depth, **parameters):
    """A model file as it is registered, with the rows it is tried on: some unlike any fitted."""
    words = [name for name in WORDS if name in columns]
    booster = CatBoostClassifier(
        iterations=30, depth=depth, thread_count=2, verbose=False, allow_writing_files=False,
        **({"max_ctr_complexity": 1} | parameters),
    )  # fmt: skip
    pool = Pool(CASES[columns], BAD, cat_features=words)
    booster.fit(pool)
    features = [
        Feature(name, "", "", "number", None, "", int(name == "growth"), "", "A01")
        for name in columns
    ]
    tried = CASES[columns].iloc[:120].copy()
    tried.loc[::5, "growth"] = np.nan
    tried.loc[1::7, "refunds"] = 1e9
    if words:
        tried.loc[::3, "trade"] = "never seen"
    return load_bytes(model_bytes(booster, pool, features)), tried, words


def compare(booster, tried, words):
    """Check single rows and many against CatBoost; returns the tables."""
    tables = leaf_tables(booster)
    pool = Pool(tried, cat_features=words)
    shap = booster.get_feature_importance(pool, type="ShapValues")
    raw = booster.predict(pool, prediction_type="RawFormulaVal")
    numbers = tried.drop(columns=words).reindex(columns=tried.columns).to_numpy(float)
    known = [tuple(row) for row in tried[words].to_numpy()]
    single = [tables.explain(*row) for row in zip(numbers, known, strict=True)]
    scores, parts = tables.explain_all(numbers, known)
    assert tables.base == pytest.approx(shap[0, -1], abs=1e-12)
    for found in (scores, [score for score, _ in single]):
        np.testing.assert_allclose(found, raw, rtol=0, atol=1e-12)
    for found in (parts, [part for _, part in single]):
        np.testing.assert_allclose(found, shap[:, :-1], rtol=0, atol=1e-12)
    return tables


@pytest.mark.parametrize("depth", [1, 2, 3, 5, 8])
def test_numbers(depth):
    compare(*fitted(NUMBERS, depth=depth))


@pytest.mark.parametrize("depth", [1, 4, 7])
def test_categories(depth):
    compare(*fitted([*NUMBERS, *WORDS], depth=depth))


def test_categories_level_by_level():
    compare(*fitted([*NUMBERS, *WORDS], depth=4, one_hot_max_size=10))


def test_constrained_trees_with_leaves_no_case_reached():
    booster, *tried = fitted(NUMBERS, depth=6, monotone_constraints={"growth": 1})
    assert min(booster.get_leaf_weights()) < 1e-5
    compare(booster, *tried)


def test_a_bias_and_a_scale():
    booster, tried, words = fitted(NUMBERS, depth=3)
    booster.set_scale_and_bias(1, 0.25)
    compare(booster, tried, words)
    booster.set_scale_and_bias(0.5, 0.25)
    tables = leaf_tables(booster)
    scores, parts = tables.explain_all(tried.to_numpy())
    raw = booster.predict(tried, prediction_type="RawFormulaVal")
    np.testing.assert_allclose(scores, raw, rtol=0, atol=1e-12)
    np.testing.assert_allclose(tables.base + parts.sum(axis=1), raw, rtol=0, atol=1e-12)


def test_the_answers_of_a_category_are_remembered():
    tables = compare(*fitted([*NUMBERS, *WORDS], depth=3))
    before = tables.lookup.answers.of_some.cache_info()
    tables.explain(np.zeros(5), ("a", "yes"))
    tables.explain(np.ones(5), ("a", "yes"))
    assert tables.lookup.answers.of_some.cache_info().misses <= before.misses + 2


def test_asymmetric_trees_and_mixed_splits_are_refused():
    with pytest.raises(Refused, match="symmetric"):
        leaf_tables(
            CatBoostClassifier(
                iterations=3, grow_policy="Lossguide", verbose=False, allow_writing_files=False
            ).fit(CASES[NUMBERS], BAD)
        )
    crossed = ((CASES["growth"] > 0) ^ CASES["trade"].isin(list("abfg"))).astype(int)
    mixed = CatBoostClassifier(
        iterations=20, depth=6, max_ctr_complexity=2, verbose=False, allow_writing_files=False
    ).fit(CASES, crossed, cat_features=WORDS)
    with pytest.raises(Refused, match="max_ctr_complexity"):
        leaf_tables(mixed)


def test_the_example_of_a_score_by_fever_and_cough():
    """80 points where both are there, else none: 30 each above a mean of 20 (Lundberg 2018)."""
    known = known_values(np.array([[0.0, 0.0, 0.0, 80.0]]), np.ones((1, 4)))
    assert known[0, 0].tolist() == [20, 20, 20, 20]
    assert leaf_contributions(known, (0, 1))[0, :, 3].tolist() == [30, 30]
    assert leaf_contributions(known, (0, 1))[0, :, 0].tolist() == [-10, -10]
    assert leaf_contributions(known, (0, 0))[0, :, 3].tolist() == [60]


@given(st.data(), st.lists(st.integers(0, 3), min_size=1, max_size=5))
@settings(max_examples=50)
def test_contributions_add_up_in_every_leaf(data, asked):
    players = [sorted(set(asked)).index(player) for player in asked]
    leaves = st.lists(st.floats(-5, 5), min_size=2 ** len(asked), max_size=2 ** len(asked))
    values = np.array([data.draw(leaves)])
    weights = np.abs(np.array([data.draw(leaves)])) + 1e-6
    known = known_values(values, weights)
    total = known[:, 0, 0] + leaf_contributions(known, players)[0].sum(axis=0)
    np.testing.assert_allclose(total, values[0], atol=1e-12)
    assert known[0, 0, 0] == pytest.approx(np.average(values[0], weights=weights[0]), abs=1e-9)
