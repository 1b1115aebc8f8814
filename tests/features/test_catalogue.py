"""The catalogue is complete, consistent, and the features it defines are the ones built."""

import os
import re
import subprocess
import sys

import pytest

from pipelines.features import catalogue, feature_frame, features_sql
from pipelines.features.catalogue import FOLDER, definitions
from pipelines.features.stage import LAST, SPAN_EDGES, STAGES
from pipelines.reasons import load_statements
from pipelines.settings import PROJECT, Settings
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
    """No engine's own constructs; one lag over days that are unique, which all engines agree on."""
    text = features_sql().lower()
    for word in ("asof", "unnest", "interval", "qualify", "list_", "rows between", "range between"):
        assert word not in text
    assert re.findall(r"(\w+)\([\w.]*\) over \(", text) == ["lag"]


def test_every_window_is_made_of_whole_spans():
    spans = (FOLDER.parent / "stages" / "spans.sql").read_text(encoding="utf-8")
    assert [int(edge) for edge in re.findall(r"then (\d+)\n", spans)] == [*SPAN_EDGES] * 2
    for item in definitions().values():
        edges = {int(edge) for edge in re.findall(r"\bs\.age (?:<=|>) (\d+)", item.sql)}
        assert edges <= set(SPAN_EDGES), item.name


def test_a_subset_computes_only_what_it_rests_on():
    text = features_sql(["growth_30d"])
    assert "sales_30d_to_60d_cents" in text
    for unneeded in ("buyers", "loan_days", "market_days", "refund_cents", "bank_in_cents"):
        assert unneeded not in text


def test_the_statement_is_the_same_in_every_process():
    code = "from pipelines.features import features_sql; print(hash_of(features_sql()))"
    code = "import hashlib\nhash_of = lambda t: hashlib.sha256(t.encode()).hexdigest()\n" + code
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1
