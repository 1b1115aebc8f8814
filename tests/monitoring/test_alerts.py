"""When monitoring speaks up, on small cases."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from pipelines.monitoring import Shift, shift
from pipelines.monitoring.alerts import (
    calibration_alerts,
    discrimination_alerts,
    evidence,
    outcome_alerts,
    score_alerts,
    verdict,
)
from pipelines.monitoring.realised import realised, realised_since


def vintage(bads, n, pd_, policy, quarter=None):
    rows = pd.DataFrame({"bad": [1] * bads + [0] * (n - bads), "pd": [pd_] * n})
    return realised(rows, "later", policy, quarter=quarter)


@pytest.mark.parametrize(
    ("bads", "light"), [(80, "green"), (93, "green"), (95, "yellow"), (101, "red")]
)
def test_light_of_a_vintage_of_the_jeffreys_vector(policy, bads, light):
    """Of 1,000 at 8 %: 94 have p .054, 95 have .0429; 100 are the first below .01."""
    assert vintage(bads, 1000, 0.08, policy).light == light


def test_rate_and_auc_of_a_vintage(policy):
    found = vintage(5, 10, 0.5, policy)
    assert (found.rate.low, found.rate.high) == pytest.approx((0.2235287, 0.7764713), abs=1e-6)
    assert found.auc is None
    assert vintage(10, 20, 0.5, policy).auc.estimate == 0.5


def test_pds_too_low_are_to_act_on(policy):
    found = calibration_alerts(vintage(120, 1000, 0.08, policy), (), policy)
    assert [(alert.kind, alert.severity) for alert in found] == [("calibration", "act")]
    assert found[0].threshold == 0.01
    assert "8.0% predicted, 12.0% realised (120 of 1,000)" in found[0].text


def test_pds_too_high_are_to_watch(policy):
    found = calibration_alerts(vintage(40, 1000, 0.08, policy), (), policy)
    assert [alert.severity for alert in found] == ["watch"]
    assert "too high" in found[0].text


def test_one_yellow_quarter_of_many_is_chance(policy):
    """Its own p of .0286 is yellow; among eleven looked at both ways it is not."""
    quiet = [vintage(2, 100, 0.02, policy, date(2020 + n, 1, 1)) for n in range(9)]
    odd = vintage(5, 100, 0.02, policy, date(2030, 1, 1))
    assert odd.light == "yellow"
    assert calibration_alerts(vintage(23, 1000, 0.02, policy), [*quiet, odd], policy) == []


def test_true_pds_rarely_raise_an_alert(policy, rng):
    raised = 0
    for _ in range(60):
        bads = rng.binomial(400, 0.08, 6)
        rows = [
            vintage(int(b), 400, 0.08, policy, date(2020 + i, 1, 1)) for i, b in enumerate(bads)
        ]
        raised += bool(
            calibration_alerts(vintage(int(bads.sum()), 2400, 0.08, policy), rows, policy)
        )
    assert raised / 60 < 0.15


def test_a_fall_of_the_auc(policy, manifest, rng):
    bad = np.repeat([1.0, 0.0], [60, 540])
    ranked = pd.DataFrame({"bad": bad, "pd": 1 / (1 + np.exp(-rng.normal(2.5 * bad)))})
    blind = ranked.assign(pd=rng.random(600))
    assert discrimination_alerts(ranked, manifest, policy.monitoring) == []
    found = discrimination_alerts(blind, manifest, policy.monitoring)
    assert [alert.severity for alert in found] == ["act"]
    assert discrimination_alerts(blind.iloc[51:], manifest, policy.monitoring) == []


@pytest.mark.parametrize(
    ("psi", "bound", "severity"),
    [(0.09, 0.01, None), (0.2, 0.3, None), (0.2, 0.01, "watch"), (0.3, 0.01, "act")],
)
def test_score_drift_counts_beyond_the_bands_and_chance(policy, psi, bound, severity):
    found = score_alerts(Shift(psi, bound, 10, 1000, 1000), policy.monitoring)
    assert [alert.severity for alert in found] == ([severity] if severity else [])


def test_new_outcomes_are_a_reason_above_their_share(policy):
    assert outcome_alerts(250, 1000, policy.monitoring) == []
    found = outcome_alerts(251, 1000, policy.monitoring)
    assert verdict(found) == "retrain"
    assert evidence(found, ()) == (found[0].text,)


def test_nothing_found_is_said(policy):
    assert verdict(()) == "keep"
    assert evidence((), ()) == ("No threshold of the model policy is passed.",)
    assert realised_since(pd.DataFrame({"bad": [], "pd": [], "basis": []}), policy) is None


def test_shift_of_equal_and_of_moved_pds(rng):
    before = rng.beta(1, 9, 4000)
    same = shift(before, rng.beta(1, 9, 2000))
    assert same.psi < 0.02
    assert (same.bins, same.n_reference, same.n_other) == (10, 4000, 2000)
    assert shift(before, rng.beta(2, 9, 2000)).psi > 0.25
    assert shift(before, before[:49]) is None
    assert shift([0.1] * 60, [0.1] * 60).psi == 0
    assert np.isfinite(shift(before, [0.9] * 100).psi)
