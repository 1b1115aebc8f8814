from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pipelines.errors import Refused
from pipelines.model.fit import Fitter, Parameters
from pipelines.model.progress import Watch
from pipelines.model.reject_inference import METHODS, Declined, infer


@pytest.fixture(scope="module")
def labelled(data):
    """The first 200 cases, as if approved."""
    return replace(
        data,
        frame=data.frame.iloc[:200],
        **{
            name: getattr(data, name)[:200]
            for name in ("bad", "applied_at", "known_on", "merchants", "weight")
        },
    )


@pytest.fixture(scope="module")
def declined(data):
    """The other 60, with PDs from 0.1 to 0.69."""
    rest = slice(200, None)
    return Declined(
        data.frame.iloc[rest],
        data.applied_at[rest],
        data.merchants[rest],
        0.1 + 0.01 * np.arange(60),
    )


def test_none_changes_nothing(labelled, declined):
    assert infer("none", labelled, declined, seed=1) is labelled


@pytest.mark.parametrize("method", [method for method in METHODS if method != "none"])
def test_weights_sum_to_all_applicants(labelled, declined, method):
    found = infer(method, labelled, declined, seed=1)
    assert found.weight.sum() == pytest.approx(260)
    assert (found.weight >= 0).all()
    lengths = {len(found.frame), len(found.bad), len(found.merchants), len(found.weight)}
    assert lengths == {len(found.applied_at)} == {len(found.known_on)}


def test_fuzzy_adds_each_declined_as_bad_and_as_good(labelled, declined):
    found = infer("fuzzy", labelled, declined, seed=1)
    assert len(found.bad) == 200 + 2 * 60
    assert (found.bad[200:260] == 1).all()
    assert (found.bad[260:] == 0).all()
    assert found.weight[200:260] == pytest.approx(declined.pd)
    assert found.weight[260:] == pytest.approx(1 - declined.pd)
    assert list(found.frame.index[200:260]) == list(found.frame.index[260:])


def test_fuzzy_never_weighs_more_than_one(labelled, declined):
    found = infer("fuzzy", labelled, declined, seed=1, risk_factor=2.0)
    assert found.weight[200] == pytest.approx(0.2)
    assert found.weight[259] == 1
    assert found.weight[-1] == 0


def test_parcelling_calls_as_many_bad_as_each_tenth_expects(labelled, declined):
    found = infer("parcelling", labelled, declined, seed=1)
    assert len(found.bad) == 260
    tenths = found.bad[200:].reshape(10, 6).sum(axis=1)
    assert tenths.tolist() == [1, 1, 1, 2, 2, 3, 3, 3, 4, 4]
    riskier = infer("parcelling", labelled, declined, seed=1, risk_factor=1.9)
    assert riskier.bad[200:].reshape(10, 6).sum(axis=1).tolist() == [1, 2, 3, 3, 4, 5, 6, 6, 6, 6]


def test_reweighting_lifts_the_cases_that_resemble_the_declined(labelled, declined):
    small = labelled.frame["sales_growth"].rank(pct=True).to_numpy() < 0.3
    poor = declined.frame.assign(sales_growth=labelled.frame["sales_growth"].quantile(0.1))
    found = infer("reweighting", labelled, replace(declined, frame=poor), seed=1)
    assert len(found.bad) == 200
    assert found.weight.mean() == pytest.approx(1.3)
    assert found.weight[small].mean() > 1.5
    assert found.weight[~small].mean() < 1.2
    assert found.weight.max() / found.weight.min() <= 20


@pytest.mark.parametrize("method", METHODS)
def test_the_seed_decides(labelled, declined, method):
    first, second, other = (infer(method, labelled, declined, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(first.bad, second.bad)
    assert np.array_equal(first.weight, second.weight)
    assert np.array_equal(first.bad, other.bad) == (method != "parcelling")


@pytest.mark.parametrize("method", METHODS)
def test_a_model_fits_on_what_was_inferred(labelled, declined, method):
    found = infer(method, labelled, declined, seed=1)
    fitter = Fitter(found, Parameters(iterations=20), 1, 2, Watch(1, None, None))
    booster = fitter.fit(np.arange(len(found.bad)), trees=5, text="")
    assert booster.tree_count_ == 5


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"frame": pd.DataFrame({"noise": np.zeros(60)})}, "lack sales_365d_cents"),
        ({"pd": np.full(60, 1.1)}, "outside 0 to 1"),
        ({"pd": np.full(60, np.nan)}, "outside 0 to 1"),
        ({"pd": np.full(59, 0.1)}, "59 PDs for 60 declined"),
    ],
)
def test_unfit_declined_are_refused(labelled, declined, change, message):
    with pytest.raises(Refused, match=message):
        infer("fuzzy", labelled, replace(declined, **change), seed=1)


def test_an_unfit_risk_factor_is_refused(labelled, declined):
    with pytest.raises(Refused, match="risk factor is 0"):
        infer("fuzzy", labelled, declined, seed=1, risk_factor=0)
