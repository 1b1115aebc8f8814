"""Interaction values by look-up are CatBoost's own, and add up to the contributions."""

import numpy as np
import pytest
from catboost import Pool

from pipelines.explain.leaf_tables import leaf_tables
from pipelines.explain.leaf_tables.shapley import known_values, leaf_interactions
from tests.explain.test_leaf_tables import CASES, NUMBERS, WORDS, fitted
from tests.explain.test_reference_tables import COMBINED, arrays


@pytest.mark.parametrize(
    ("columns", "parameters"),
    [(NUMBERS, {"depth": 1}), (NUMBERS, {"depth": 6}), ([*NUMBERS, *WORDS], {"depth": 4})],
)
def test_as_catboost_has_them(columns, parameters):
    booster, tried, words = fitted(columns, **parameters)
    pool = Pool(tried, cat_features=words)
    native = booster.get_feature_importance(pool, type="ShapInteractionValues")[:, :-1, :-1]
    tables = leaf_tables(booster)
    found = tables.interactions(*arrays(tried, words))
    np.testing.assert_allclose(found, native, rtol=0, atol=1e-12)
    np.testing.assert_allclose(
        found.sum(axis=2), tables.explain_all(*arrays(tried, words))[1], rtol=0, atol=1e-12
    )
    means = tables.mean_interactions(*arrays(tried, words))
    np.testing.assert_allclose(means, np.abs(native).mean(axis=0), rtol=0, atol=1e-12)


def test_categories_combined_in_one_split_add_up():
    booster, tried, words = fitted(WORDS, depth=4, **COMBINED)
    tried = tried[WORDS]
    tables = leaf_tables(booster)
    assert max(len(player) for players in tables.games.players for player in players) == 2
    found = tables.interactions(*arrays(tried, words))
    native = booster.get_feature_importance(
        Pool(tried, cat_features=words), type="ShapInteractionValues"
    )
    np.testing.assert_allclose(found[:, 0, 1], native[:, 0, 1], rtol=0, atol=1e-12)
    parts = tables.explain_all(*arrays(tried, words))[1]
    np.testing.assert_allclose(found.sum(axis=2), parts, rtol=0, atol=1e-12)


def test_against_reference_rows_they_add_up_too():
    booster, tried, words = fitted([*NUMBERS, *WORDS], depth=4)
    tables = leaf_tables(booster, arrays(CASES[tried.columns].iloc[300:400], words))
    found = tables.interactions(*arrays(tried, words))
    np.testing.assert_allclose(found, found.transpose(0, 2, 1), rtol=0, atol=0)
    parts = tables.explain_all(*arrays(tried, words))[1]
    np.testing.assert_allclose(found.sum(axis=2), parts, rtol=0, atol=1e-12)


def test_no_rows_have_no_interactions():
    booster, *_ = fitted(NUMBERS, depth=2)
    tables = leaf_tables(booster)
    assert tables.interactions(np.zeros((0, 3))).shape == (0, 3, 3)
    assert np.isnan(tables.mean_interactions(np.zeros((0, 3)))).all()


def test_the_example_of_a_score_by_fever_and_cough():
    """80 points only where both are there: 20 of each one's 30 it has only with the other."""
    known = known_values(np.array([[0.0, 0.0, 0.0, 80.0]]), np.ones((1, 4)))
    assert leaf_interactions(known, (0, 1))[0, :, 3].tolist() == [10]
    assert leaf_interactions(known, (0, 1))[0, :, 0].tolist() == [10]
    assert leaf_interactions(known, (0, 0)).shape == (1, 0, 4)
