import numpy as np
import pytest
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from pipelines.model.calibration import Platt, cross_fitted_pd, fit_platt


@pytest.fixture
def scored():
    rng = np.random.default_rng(3)
    score = rng.normal(size=4000)
    return (rng.random(4000) < expit(-1 + 2 * score)).astype(int), score


def test_recovers_the_true_line(scored):
    found = fit_platt(*scored)
    assert (found.intercept, found.slope) == pytest.approx((-1, 2), abs=0.1)


def test_agrees_with_unpenalised_logistic_regression(scored):
    bad, score = scored
    expected = LogisticRegression(C=np.inf).fit(score[:, None], bad)
    found = fit_platt(bad, score)
    assert found.slope == pytest.approx(expected.coef_[0, 0], abs=0.01)


def test_perfect_separation_stays_finite():
    found = fit_platt(np.repeat([0, 1], 20), np.arange(40.0))
    assert np.isfinite([found.intercept, found.slope]).all()
    assert 0 < found.pd(-100) < found.pd(100) <= 1


def test_a_score_that_ranks_backwards_gives_everybody_the_base_rate(scored):
    bad, score = scored
    found = fit_platt(bad, -score)
    assert found.slope == 0
    assert found.pd([-5.0, 5.0]) == pytest.approx([bad.mean()] * 2, abs=1e-3)


def test_pd_by_hand():
    assert Platt(-1.0, 2.0).pd(0.5) == pytest.approx(0.5)


def test_cross_fitting_never_sees_the_judged_case(scored):
    bad, score = scored[0][:200], scored[1][:200]
    merchants = np.arange(200).astype(str).astype(object)
    pd = cross_fitted_pd(bad, score, merchants, seed=1)
    assert np.isfinite(pd).all()
    assert not np.allclose(pd, fit_platt(bad, score).pd(score))
