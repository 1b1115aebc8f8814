"""Drift of many features at once: what moved is found, what did not stays quiet."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pipelines.features import FeatureTable
from pipelines.monitoring.alerts import evidence, feature_alerts
from pipelines.monitoring.feature_drift import feature_drift

ROWS, NEWEST, FEATURES = 900, 200, 130


@pytest.fixture
def newest():
    return pd.Series(np.arange(ROWS) >= ROWS - NEWEST, index=[f"a{n:04}" for n in range(ROWS)])


@pytest.fixture
def still(rng, newest):
    """130 features at rest, and a text."""
    frame = pd.DataFrame(
        rng.normal(size=(ROWS, FEATURES)),
        index=newest.index,
        columns=[f"f{n}" for n in range(FEATURES)],
    )
    return frame.assign(town=rng.choice(["North", "South", "missing"], ROWS))


@pytest.fixture
def look(manifest, newest, policy):
    def drift_of(frame):
        table = FeatureTable(frame, frame[[]], ("town",), ())
        model = replace(manifest, features=tuple(frame), importance=dict.fromkeys(frame, 0.5))
        return feature_drift(table, model, newest, policy.monitoring)

    return drift_of


def test_features_at_rest_raise_no_alarm(look, still, policy):
    found = look(still)
    assert len(found) == FEATURES + 1
    assert sum(row.drift.psi > row.drift.bound for row in found) >= 3
    assert feature_alerts(found, policy.monitoring) == []


def test_what_moved_is_found(look, still, newest, policy):
    still["f7"] += 1.5 * newest
    still.loc[newest, "town"] = "South"
    found = feature_alerts(look(still), policy.monitoring)
    assert {(alert.what, alert.severity) for alert in found} == {
        ("f7", "watch"),
        ("town", "watch"),
    }
    assert evidence(found, look(still))[0].startswith(
        "2 of 131 features have moved beyond chance, with 1 % of the model's importance"
    )


def test_a_feed_that_falls_silent_is_named_as_such(look, still, newest, policy):
    still.loc[newest, "f3"] = np.nan
    found = feature_alerts(look(still), policy.monitoring)
    assert [(alert.kind, alert.what, alert.found) for alert in found] == [
        ("missing values", "f3", 1.0)
    ]
    assert "missing in 100.0% of the newest applications, 0.0% before" in found[0].text


def test_a_constant_cannot_move(look, still):
    still["f0"] = 1.0
    row = next(row for row in look(still) if row.name == "f0")
    assert (row.drift.psi, row.p_value, row.drift.verdict) == (0, 1, "stable")
