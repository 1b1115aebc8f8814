import shutil
from dataclasses import replace

import numpy as np
import pytest

from pipelines.errors import Refused
from pipelines.model import champion
from pipelines.model.data import labelled
from pipelines.model.leakage import leakage_warnings, strongest_feature
from pipelines.model.progress import Stopped
from pipelines.model.train import train_on
from pipelines.settings import Settings
from pipelines.stats.intervals import Interval
from pipelines.store import History, Workbench
from pipelines.validation import report_of, validate
from tests.model.sample import sample_feature, sample_outcomes, sample_table

KEYS = ["model_id", "role", "label", "data_version", "n", "bad_rate", "auc", "auc_ci", "ks"]
KEYS += ["gini", "brier", "ece", "split", "warnings", "seconds"]


def test_report_has_the_shape_of_the_command(trained):
    report = trained[1].to_json()
    assert list(report) == KEYS
    assert report["data_version"] == "1-abc"
    assert report["auc_ci"][0] < report["auc"] < report["auc_ci"][1]
    assert report["gini"] == pytest.approx(2 * report["auc"] - 1)


def test_champion_finds_the_signal_and_baselines_stand_beside_it(trained):
    metrics, baselines = trained[1].manifest.metrics, trained[1].manifest.baselines
    assert 0.65 < metrics.auc.estimate < 0.85
    assert [baseline.name for baseline in baselines] == ["logistic", "sales"]
    for baseline in baselines:
        minus = baseline.champion_minus
        assert minus.estimate == pytest.approx(metrics.auc.estimate - baseline.auc.estimate)
        assert minus.low < minus.estimate < minus.high


def test_record_says_where_the_model_comes_from(trained, data):
    record = trained[1].manifest
    assert record.model_id == f"m-{record.sha256[:12]}"
    assert record.n == len(data.bad)
    assert record.features == tuple(data.frame.columns)
    assert record.categorical == ("trade",)
    assert sum(record.importance.values()) == pytest.approx(100)
    assert sum(row.n for row in record.calibration_table) == record.metrics.n
    assert len(record.roc) <= 200
    assert record.library_versions["catboost"] == "1.2.10"
    assert record.auc_range[0] <= record.metrics.auc.estimate <= record.auc_range[1]


def test_training_again_gives_the_same_bytes_and_renews_the_record(
    trained, data, version, quick, tmp_path
):
    report = trained[1]
    settings = replace(trained[0], store=shutil.copytree(trained[0].store, tmp_path / "own"))
    again = train_on(settings, data, replace(version, version_id="2-abc"), parameters=quick)
    assert again.manifest.model_id == report.manifest.model_id
    assert again.manifest.data_version == "2-abc"
    assert again.manifest.metrics == report.manifest.metrics
    assert [entry.name for entry in settings.models.iterdir()] == [report.manifest.sha256]


def test_a_stopped_training_registers_nothing(tmp_path, data, version):
    settings, seen = replace(Settings(), store=tmp_path), []

    def progress(done, text):
        seen.append(done)

    with pytest.raises(Stopped):
        train_on(settings, data, version, progress=progress, stop=lambda: len(seen) > 500)
    assert not settings.models.exists()
    assert Workbench(settings).role_holder("champion") is None


def test_a_feature_without_a_reason_statement_is_refused(tmp_path, data, version):
    features = (*data.features[:-1], sample_feature("trade", reason="R99"))
    with pytest.raises(Refused, match="No reason statement for R99"):
        train_on(replace(Settings(), store=tmp_path), replace(data, features=features), version)


def test_a_full_disk_while_registering_is_refused_and_leaves_nothing(
    tmp_path, data, version, quick, monkeypatch
):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipelines.model.registry.os.fsync", full)
    settings = replace(Settings(), store=tmp_path)
    few = np.r_[np.flatnonzero(data.bad == 1)[:25], np.flatnonzero(data.bad == 0)[:40]]
    small = replace(
        data,
        **{
            name: getattr(data, name)[few]
            for name in ("bad", "applied_at", "known_on", "merchants")
        },
        frame=data.frame.iloc[few],
    )
    with pytest.raises(Refused, match="No space left on device"):
        train_on(settings, small, version, parameters=quick)
    assert list(settings.models.iterdir()) == []


def test_an_auc_too_good_to_be_true_is_warned_of_with_the_suspect(trained, data):
    metrics = replace(trained[1].manifest.metrics, n=1_000, auc=Interval(0.9, 0.88, 0.92))
    leaked = replace(data, frame=data.frame.assign(noise=-1.0 * data.bad))
    assert strongest_feature(leaked) == ("noise", 1.0)
    (warning,) = leakage_warnings(metrics, leaked)
    assert warning.startswith("check leakage: AUC 0.900")
    assert "noise alone reaches 1.000" in warning
    assert len(leakage_warnings(replace(metrics, n=999), leaked)) == 1
    few = replace(metrics, n=999, auc=Interval(0.9, 0.84, 0.95))
    assert leakage_warnings(few, leaked) == ()
    assert trained[1].manifest.warnings == ()


def test_a_leaked_feature_is_named_by_the_training_itself(tmp_path, version, quick):
    table = sample_table(400)
    outcomes = sample_outcomes(table)
    told = table.frame.assign(noise=outcomes["is_default"].astype(float))
    data = labelled(replace(table, frame=told), outcomes)
    report = train_on(replace(Settings(), store=tmp_path), data, version, parameters=quick)
    (warning,) = report.to_json()["warnings"]
    assert warning.startswith("check leakage: AUC 1.000")
    assert "noise alone reaches 1.000" in warning


def test_constant_and_empty_features_are_named_and_do_no_harm(tmp_path, data, version, quick):
    frame = data.frame.assign(noise=np.nan, refund_count=3.0)
    report = train_on(
        replace(Settings(), store=tmp_path), replace(data, frame=frame), version, parameters=quick
    )
    assert report.manifest.remarks == (
        "missing in every case, so the model cannot use noise",
        "one value in every case, so the model cannot use refund_count",
    )
    assert 0.6 < report.manifest.metrics.auc.estimate < 0.85


def test_a_validation_stopped_in_the_middle_leaves_the_model_without_a_report(
    trained, demo_store, tmp_path
):
    settings, report, texts = replace(Settings(), store=tmp_path), trained[1], []
    shutil.copytree(trained[0].store, tmp_path, dirs_exist_ok=True)

    def progress(done, text):
        texts.append(text)

    with History(Settings(store=demo_store)) as history, pytest.raises(Stopped, match="without"):
        validate(
            settings,
            history,
            report.manifest,
            report.training,
            progress=progress,
            stop=lambda: "Validating: cohorts" in texts,
        )
    assert champion(settings).model_id == report.manifest.model_id
    assert report_of(settings, report.manifest.model_id) is None
    assert not list(settings.models.glob("**/.*"))
