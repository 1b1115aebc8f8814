from dataclasses import replace

import numpy as np
import pytest

from pipelines.errors import Refused
from pipelines.model.artefact import load_bytes, model_bytes
from pipelines.model.fit import Fitter, default_parameters
from pipelines.model.progress import Stopped, Watch
from pipelines.model.search import search_trees


def fitter(data, *, seed=1, threads=2, progress=None, stop=None, **changes):
    parameters = replace(default_parameters(int(data.bad.sum())), **changes)
    return Fitter(data, parameters, seed, threads, Watch(10, progress, stop))


@pytest.fixture
def rows(data):
    return np.arange(len(data.bad))


def test_equal_trainings_give_equal_bytes(data, rows):
    first, second, other = (
        model_bytes(
            fitter(data, seed=seed).fit(rows, trees=30, text=""),
            fitter(data).pool(rows),
            data.features,
        )
        for seed in (1, 1, 2)
    )
    assert first == second
    assert first != other


def test_the_model_file_scores_as_the_fitted_model(data, rows):
    booster = fitter(data).fit(rows, trees=60, text="")
    loaded = load_bytes(model_bytes(booster, fitter(data).pool(rows), data.features))
    expected = fitter(data).score(booster, rows)
    assert np.abs(fitter(data).score(loaded, rows) - expected).max() < 1e-14
    assert min(loaded.get_leaf_weights()) > 0 == min(booster.get_leaf_weights())


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("sales_365d_cents", -1),
        ("sales_growth", -1),
        ("days_since_last_sale", 1),
        ("refund_rate", 1),
    ],
)
def test_scores_move_only_in_the_catalogued_direction(data, rows, name, sign):
    fit = fitter(data)
    booster = fit.fit(rows, trees=100, text="")
    known = data.frame[name].dropna()
    swept = [
        fitter(replace(data, frame=data.frame.assign(**{name: value}))).score(booster, rows)
        for value in np.quantile(known, np.linspace(0, 1, 12))
    ]
    assert (sign * np.diff(swept, axis=0) >= -1e-12).all()


@pytest.mark.parametrize(("name", "riskiest"), [("refund_rate", 1.0), ("sales_growth", -99.0)])
def test_a_missing_value_is_never_safer_than_the_riskiest(data, rows, name, riskiest):
    booster = fitter(data).fit(rows, trees=100, text="")
    missing, worst = (
        fitter(replace(data, frame=data.frame.assign(**{name: value}))).score(booster, rows)
        for value in (np.nan, riskiest)
    )
    assert (missing >= worst - 1e-12).all()


def test_a_value_never_missing_when_fitted_is_not_safe_to_leave_out(data, rows):
    complete = data.frame.assign(refund_rate=data.frame["refund_rate"].fillna(0.02))
    fit = fitter(replace(data, frame=complete))
    booster = fit.fit(rows, trees=100, text="")
    loaded = load_bytes(model_bytes(booster, fit.pool(rows), data.features))
    missing, worst, best = (
        fitter(replace(data, frame=complete.assign(refund_rate=value))).score(loaded, rows)
        for value in (np.nan, 1.0, 0.0)
    )
    assert (worst > best).any()
    assert np.array_equal(missing, worst)


def test_trees_are_found_by_early_stopping_and_held_out_cases_scored_unseen(data, rows):
    found = search_trees(fitter(data), rows, text="")
    assert 1 < found.trees < 300
    assert found.booster.tree_count_ == found.trees
    assert not set(found.fitted) & set(found.held_out[: len(rows) - len(found.fitted)])
    assert len(found.held_out) == len(set(found.held_out)) == len(found.scores)
    assert found.log[0].trees == 1
    assert all(point.validation > 0 for point in found.log)


def test_missing_category_and_constant_or_empty_columns_train(data, rows):
    frame = data.frame.assign(noise=np.nan, refund_count=1.0)
    frame["trade"] = frame["trade"].where(frame["trade"] != "missing", None)
    booster = fitter(replace(data, frame=frame)).fit(rows, trees=20, text="")
    assert booster.tree_count_ == 20


def test_nothing_but_constants_is_refused(data, rows):
    frame = data.frame.drop(columns="trade").fillna(0.0) * 0.0
    constant = replace(data, frame=frame, categorical=(), features=data.features[:-1])
    with pytest.raises(Refused, match="constant"):
        fitter(constant).fit(rows, trees=5, text="")


def test_progress_rises_and_stop_ends_the_fit(data, rows):
    seen = []
    stopping = fitter(
        data, progress=lambda done, text: seen.append((done, text)), stop=lambda: len(seen) > 15
    )
    with pytest.raises(Stopped):
        stopping.fit(rows, trees=300, text="Fitting")
    assert 15 < len(seen) < 25
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][1] == "Fitting"
