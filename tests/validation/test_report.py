"""The report on the demo: written beside the model, read back as it was, refused when damaged."""

import shutil
from dataclasses import replace

import pytest

from pipelines.errors import Refused
from pipelines.model import registered
from pipelines.model.registry import REPORT
from pipelines.settings import Settings
from pipelines.validation import report_of
from pipelines.validation.report import keep_report, read_report


@pytest.fixture(scope="module")
def demo(demo_store):
    settings = Settings(store=demo_store)
    (manifest,) = registered(settings)
    found = report_of(settings, manifest.model_id)
    assert found is not None
    return settings, manifest, found


def test_the_report_is_of_the_registered_model(demo):
    _, manifest, found = demo
    assert found.model_id == manifest.model_id
    assert found.headline.n == manifest.metrics.n
    assert found.directions.violations == 0
    assert found.policy_version.startswith("1-")
    assert [peer.name for peer in found.peers][:1] == ["Scorecard"]
    assert {row.by for row in found.cohorts} >= {"industry"}


def test_a_report_survives_being_written_and_read(demo, tmp_path):
    settings, manifest, found = demo
    shutil.copytree(settings.models / manifest.sha256, tmp_path / "models" / manifest.sha256)
    own = replace(settings, store=tmp_path)
    changed = replace(found, seconds=1.5)
    keep_report(own, changed)
    assert report_of(own, manifest.model_id) == changed


def test_a_model_without_a_report_has_none(demo, tmp_path):
    settings, manifest, _ = demo
    folder = tmp_path / "models" / manifest.sha256
    shutil.copytree(settings.models / manifest.sha256, folder)
    (folder / REPORT).unlink()
    assert report_of(replace(settings, store=tmp_path), manifest.model_id) is None


@pytest.mark.parametrize("content", ["", "{}", '{"model_id": 1}', "[]"])
def test_a_damaged_report_is_refused(tmp_path, content):
    path = tmp_path / REPORT
    path.write_text(content)
    with pytest.raises(Refused, match="not a validation report"):
        read_report(path)
