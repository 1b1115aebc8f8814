import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
from catboost import CatBoost

from pipelines.errors import Refused
from pipelines.model import champion, judged_cases, load_model, registered
from pipelines.model.manifest import read_manifest


@pytest.fixture
def copied(trained, tmp_path):
    """A copy of the trained store that a test may damage, with the model's folder."""
    settings, report = trained
    shutil.copytree(settings.store, tmp_path / "store")
    own = replace(settings, store=tmp_path / "store")
    return own, report.manifest.model_id, own.models / report.manifest.sha256


def test_loaded_model_scores_and_calibrates(model, data):
    score = model.score(data.frame)
    assert score.shape == data.bad.shape
    assert 0 < model.pd(score).min() < model.pd(score).max() < 1
    assert model.pd(score).mean() == pytest.approx(data.bad.mean(), abs=0.06)


def test_column_order_and_extra_columns_do_not_matter(model, data):
    shuffled = data.frame[data.frame.columns[::-1]].assign(other=1.0)
    assert (model.score(shuffled) == model.score(data.frame)).all()


def test_a_category_never_seen_is_scored(model, data):
    assert np.isfinite(model.score(data.frame.assign(trade="never seen"))).all()


def test_a_missing_feature_is_refused(model, data):
    with pytest.raises(Refused, match="needs noise"):
        model.score(data.frame.drop(columns="noise"))


def test_champion_and_list(trained):
    settings, report = trained
    assert champion(settings).model_id == report.manifest.model_id
    assert registered(settings) == [report.manifest]


def test_no_champion_is_refused(trained, tmp_path):
    with pytest.raises(Refused, match="No champion model yet: run train"):
        champion(replace(trained[0], store=tmp_path))


@pytest.mark.parametrize("place", [0, 100, -1])
def test_a_changed_byte_is_refused_before_catboost_sees_it(copied, monkeypatch, place):
    settings, model_id, folder = copied
    blob = bytearray((folder / "model.cbm").read_bytes())
    blob[place] ^= 1
    (folder / "model.cbm").write_bytes(blob)
    monkeypatch.delattr(CatBoost, "load_model")
    with pytest.raises(Refused, match="digest"):
        load_model(settings, model_id)


def test_a_changed_canary_is_refused(copied):
    settings, model_id, folder = copied
    record = json.loads((folder / "manifest.json").read_text())
    record["canary"]["scores"][0] += 1e-6
    (folder / "manifest.json").write_text(json.dumps(record))
    with pytest.raises(Refused, match="canary"):
        load_model(settings, model_id)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"model_id": 1}'])
def test_a_damaged_record_is_refused(copied, content):
    settings, model_id, folder = copied
    (folder / "manifest.json").write_text(content)
    with pytest.raises(Refused, match="not a model's record"):
        load_model(settings, model_id)


def test_a_missing_model_file_is_refused(copied):
    settings, model_id, folder = copied
    (folder / "model.cbm").unlink()
    with pytest.raises(Refused, match="cannot be read"):
        load_model(settings, model_id)


@pytest.mark.parametrize("model_id", ["", "../../etc", "m-", "m-ffffffffffff", "m-XYZ"])
def test_an_unknown_id_is_refused(trained, model_id):
    with pytest.raises(Refused, match=r"model"):
        load_model(trained[0], model_id)


def test_judged_cases_belong_to_the_metrics(trained):
    settings, report = trained
    judged = judged_cases(settings, report.manifest.model_id)
    assert len(judged) == report.manifest.metrics.n
    assert judged["bad"].sum() == report.manifest.metrics.bads


def test_a_record_survives_being_written_and_read(trained):
    settings, report = trained
    path = settings.models / report.manifest.sha256 / "manifest.json"
    assert read_manifest(path) == report.manifest


def test_a_record_changed_in_one_digit_is_refused(trained, tmp_path):
    settings, report = trained
    shutil.copytree(settings.store, tmp_path / "store")
    own = replace(settings, store=tmp_path / "store")
    path = own.models / report.manifest.sha256 / "manifest.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"slope": 1', '"slope": 2').replace('"n": 2', '"n": 3'), "utf-8")
    assert path.read_text(encoding="utf-8") != text
    with pytest.raises(Refused, match="damaged"):
        load_model(own, report.manifest.model_id)
