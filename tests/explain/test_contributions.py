import numpy as np
import pandas as pd
import pytest
from catboost import CatBoostClassifier, Pool

from pipelines.explain import AdditivityError, contributions, in_parts, row_contributions, tables_of
from pipelines.explain.contributions import check_additivity
from pipelines.model.artefact import load_bytes, model_bytes
from tests.explain.test_leaf_tables import CASES, WORDS


def test_add_up_to_the_score_on_every_row(model, table):
    found = contributions(model, table.frame)
    assert np.abs(found.scores - found.base - found.values.sum(axis=1)).max() <= 1e-9
    assert found.max_error <= 1e-9
    assert (found.scores == model.score(table.frame)).all()
    assert found.features == model.features


def test_equal_those_of_the_shap_package(table):
    shap = pytest.importorskip("shap")
    frame = table.frame.drop(columns="trade")
    booster = CatBoostClassifier(iterations=40, depth=4, verbose=False, allow_writing_files=False)
    cases = Pool(frame, np.arange(len(frame)) % 3 == 0)
    booster = load_bytes(model_bytes(booster.fit(cases), cases, []))
    expected = shap.TreeExplainer(booster).shap_values(frame)
    found = contributions(_Loaded(booster, frame), frame)
    np.testing.assert_allclose(found.values, expected, atol=1e-9)


def test_equal_those_of_the_shap_package_with_categories(model, table):
    shap = pytest.importorskip("shap")
    sample = table.frame.iloc[:50]
    expected = shap.TreeExplainer(model.booster).shap_values(model.pool(sample))
    np.testing.assert_allclose(contributions(model, sample).values, expected, atol=1e-9)


def test_a_missing_category_and_value_are_explained(model, table):
    row = table.frame.iloc[:1].assign(trade=None, refund_rate=np.nan)
    assert contributions(model, row).max_error <= 1e-9


def test_a_row_is_explained_alone_as_among_others(model, table):
    together = contributions(model, table.frame)
    for place in range(0, len(table.frame), 17):
        alone = contributions(model, table.frame.iloc[place : place + 1])
        assert alone.base == together.base
        np.testing.assert_allclose(alone.values[0], together.values[place], rtol=0, atol=1e-12)


def test_base_is_the_mean_score_of_the_fitted_cases(model, table):
    """Nearly: CatBoost encodes categories of the fitted cases with less than all of them."""
    found = contributions(model, table.frame.iloc[:3])
    assert found.base == pytest.approx(model.score(table.frame).mean(), abs=0.02)


def test_cases_far_from_the_fitted_ones_add_up(model, table):
    mixed = table.frame.sample(frac=1, random_state=1).set_axis(table.frame.index)
    far = table.frame.assign(sales_growth=mixed["sales_growth"] * 9, noise=mixed["noise"] * -9)
    assert contributions(model, far).max_error <= 1e-9


def test_parts_that_miss_the_score_are_an_error():
    ids, values = pd.Index(["a", "b"]), np.array([[0.1, 0.2], [0.3, 0.4]])
    assert check_additivity(ids, 1.0, values, np.array([1.3, 1.7])) < 1e-15
    with pytest.raises(AdditivityError, match="application b"):
        check_additivity(ids, 1.0, values, np.array([1.3, 1.7 + 1e-8]))
    with pytest.raises(AdditivityError, match="application a"):
        check_additivity(ids, 1.0, values, np.array([np.nan, 1.7]))


class _Loaded:
    """The part of a registered model that contributions need."""

    def __init__(self, booster, frame, categorical=()):
        self.booster, self.threads, self.features = booster, 2, tuple(frame)
        self.categorical = categorical

    def require(self, frame):
        """All features are there."""

    def pool(self, frame):
        return Pool(frame, cat_features=list(self.categorical))

    def score(self, frame):
        return self.booster.predict(self.pool(frame), prediction_type="RawFormulaVal")


def test_a_model_no_table_can_hold_is_explained_by_catboost():
    crossed = ((CASES["growth"] > 0) ^ CASES["trade"].isin(list("abfg"))).astype(int)
    cases = Pool(CASES, crossed, cat_features=WORDS)
    booster = CatBoostClassifier(
        iterations=20, depth=6, max_ctr_complexity=2, verbose=False, allow_writing_files=False
    ).fit(cases)
    model = _Loaded(load_bytes(model_bytes(booster, cases, [])), CASES, WORDS)
    native = model.booster.get_feature_importance(model.pool(CASES), type="ShapValues")
    assert tables_of(model) is None
    np.testing.assert_array_equal(contributions(model, CASES).values, native[:, :-1])
    row = row_contributions(model, "a", CASES.iloc[0].to_dict())
    np.testing.assert_allclose(row.values, native[0, :-1], rtol=0, atol=1e-12)


def test_what_was_found_at_once_in_parts(model, table):
    found = contributions(model, table.frame)
    parts = list(in_parts(found, rows=150))
    assert [len(part.scores) for part in parts] == [150, 50]
    assert sum((part.application_ids for part in parts), ()) == found.application_ids
    assert (np.concatenate([part.values for part in parts]) == found.values).all()


def test_a_row_by_its_values_is_that_of_the_frame(model, table):
    together = contributions(model, table.frame.iloc[:5])
    for place in range(5):
        row = row_contributions(model, "a", table.frame.iloc[place].to_dict())
        assert row.base == together.base
        assert row.score == pytest.approx(together.scores[place], abs=1e-12)
        np.testing.assert_allclose(row.values, together.values[place], rtol=0, atol=1e-12)
    assert tables_of(model) is tables_of(model)
