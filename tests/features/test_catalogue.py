"""The catalogue is complete, consistent, and the features it defines are the ones built."""

import pytest

from pipelines.features import catalogue, feature_frame, features_sql
from pipelines.features.stage import LAST, STAGES
from pipelines.reasons import load_statements
from pipelines.settings import Settings
from pipelines.store import History

UNITS = {"money", "count", "days", "ratio", "share", "number"}


def test_there_are_at_least_80_features_with_different_names():
    names = [feature.name for feature in catalogue()]
    assert len(names) == len(set(names)) >= 80


@pytest.mark.parametrize("feature", catalogue(), ids=lambda feature: feature.name)
def test_definition_is_complete(feature):
    assert feature.label[0].isupper()
    assert len(feature.meaning) > 20
    assert feature.unit in UNITS
    assert feature.direction in {-1, 0, 1}
    assert feature.stage in {*(stage.name for stage in STAGES), LAST}
    assert feature.owner
    assert (feature.unit == "money") == feature.name.endswith("_cents")
    if feature.window_days is None:
        assert feature.group in {"Tenure", "Recency and activity", "Purchases against sales"}


def test_every_driver_group_has_one_reason_code_with_a_statement():
    statements = load_statements(Settings().reasons)
    groups = {(feature.group, feature.reason) for feature in catalogue()}
    assert len(groups) == len({group for group, _ in groups})
    assert {(statements[code].group, code) for _, code in groups} == groups


def test_built_columns_are_the_catalogue(demo_store):
    with History(Settings(store=demo_store)) as history:
        table = feature_frame(history)
        stored = history.rows("select name, driver_group from feature_catalogue")
    assert list(table.frame.columns) == [feature.name for feature in catalogue()]
    assert stored == [(feature.name, feature.group) for feature in catalogue()]
    assert table.frame.index.is_monotonic_increasing


def test_sql_stays_in_the_portable_subset():
    text = features_sql().lower()
    for word in ("asof", "unnest", "interval", " over (", "qualify", "list_"):
        assert word not in text
