import numpy as np
import pytest
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from pipelines.model.calibration import (
    FITS,
    CalibrationTrial,
    Platt,
    calibration_trials,
    chosen_kind,
    cross_fitted_pd,
    fit_beta,
    fit_isotonic,
    fit_platt,
    from_record,
    to_record,
)


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
    pd = cross_fitted_pd("platt", bad, score, merchants, seed=1)
    assert np.isfinite(pd).all()
    assert not np.allclose(pd, fit_platt(bad, score).pd(score))


def test_beta_recovers_a_curve_that_bends_differently_at_its_ends():
    rng = np.random.default_rng(4)
    score = rng.normal(size=20_000)
    z = -1 + 2 * np.log(expit(score)) - 0.5 * np.log(1 - expit(score))
    found = fit_beta((rng.random(20_000) < expit(z)).astype(int), score)
    assert (found.intercept, found.bad_slope, found.good_slope) == pytest.approx(
        (-1, 2, 0.5), abs=0.15
    )


def test_isotonic_by_hand():
    bad, score = np.array([0, 0, 1, 0, 1, 1]), np.arange(6.0)
    found = fit_isotonic(bad, score)
    base = 0.5
    assert found.knots == (
        (0.5, base / 3),
        (2.5, (1 + base) / 3),
        (4.5, (2 + base) / 3),
    )
    assert found.pd([-9.0, 1.5, 9.0]) == pytest.approx([1 / 6, 1 / 3, 5 / 6])


@pytest.mark.parametrize("kind", FITS)
def test_every_kind_keeps_the_order_and_stays_inside_0_and_1(scored, kind):
    found = FITS[kind](*scored)
    pd = found.pd(np.linspace(-30, 30, 500))
    assert (np.diff(pd) >= 0).all()
    assert pd.min() > 0
    assert pd[:-1].max() < 1 or kind != "isotonic"
    assert from_record(to_record(found)) == found
    assert found.pd(0.5).shape == ()
    assert found.pd([[0.5, 1.0]]).shape == (1, 2)
    assert found.pd([0.5])[0] == found.pd(0.5)


def test_a_kind_with_more_freedom_has_to_earn_it(scored):
    bad, score = scored
    merchants = np.arange(len(bad)).astype(str).astype(object)
    assert chosen_kind(calibration_trials(bad, score, merchants, seed=1)) == "platt"
    bent = np.where(score > 0, score * 6, score)
    assert chosen_kind(calibration_trials(bad, bent, merchants, seed=1)) != "platt"


def test_the_simplest_kind_within_a_standard_error_is_chosen():
    trials = (
        CalibrationTrial("platt", 0.31, 0.02, 0.01),
        CalibrationTrial("beta", 0.295, 0.005, 0.006),
        CalibrationTrial("isotonic", 0.29, 0.0, 0.0),
    )
    assert chosen_kind(trials) == "beta"


def test_an_unknown_kind_of_calibration_is_an_error():
    with pytest.raises(KeyError):
        from_record({"kind": "spline"})
