"""On Spark the same SQL gives the same features, and the same model the same scores."""

import importlib
import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime

import duckdb
import numpy as np
import pandas as pd
import pytest

from pipelines.cli.main import main
from pipelines.errors import Refused
from pipelines.explain import contributions, contributions_on_spark
from pipelines.features import build_features, build_features_on_spark
from pipelines.features.engines import session
from pipelines.features.engines.spark import WORKPLACE, in_spark, statements
from pipelines.model import load_model
from pipelines.model.data import labelled
from pipelines.model.fit import Parameters
from pipelines.model.train import train_on
from pipelines.settings import Settings
from pipelines.store import Book, Version
from tests.model.sample import sample_outcomes, sample_table

MASTER = Settings().spark_master
BOOK = Book("Sample", "USD", date(2019, 1, 1), True, "")
VERSION = Version("1-abc", 1, datetime(2019, 1, 2), "import", "0" * 64, "0.1.0", BOOK)
QUICK = Parameters(iterations=40, learning_rate=0.1, rsm=0.5, patience=10)


def why_not() -> str | None:
    """Why Spark cannot run here."""
    try:
        session.spark_package("pyspark")
        session.require_java()
        subprocess.run(["java", "-version"], check=True, capture_output=True, timeout=60)
    except (Refused, OSError, subprocess.SubprocessError) as error:
        return str(error)
    return None


pytestmark = pytest.mark.spark
runs_spark = pytest.mark.skipif(why_not() is not None, reason=str(why_not()))


@pytest.fixture(scope="module")
def rebuilt(demo_store, tmp_path_factory):
    """The raw rows of a third of the demo's merchants, their features built on Spark and DuckDB."""
    folder = tmp_path_factory.mktemp("spark")
    for name in ("spark", "duckdb"):
        shutil.copyfile(demo_store / "history.duckdb", folder / name)
    with (
        duckdb.connect(str(folder / "spark")) as ours,
        duckdb.connect(str(folder / "duckdb")) as theirs,
    ):
        for con in (ours, theirs):
            for table in statements():
                con.execute(f"delete from {table}")
            for table in ("sales", "purchases", "bank", "applications"):
                con.execute(f"delete from {table} where hash(merchant_id) % 3 > 0")
        built = build_features(theirs)
        assert build_features_on_spark(ours, master=MASTER, folder=folder) == built
        assert ours.execute("select engine from feature_builds").fetchall() == [("spark",)]
        assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == []
        yield ours, theirs


@runs_spark
@pytest.mark.parametrize("table", ["merchant_days", "market_days"])
def test_days_are_the_same_row_by_row(rebuilt, table):
    ours, theirs = rebuilt
    assert ours.table(table).types == theirs.table(table).types
    assert len(ours.table(table)) > 0
    pd.testing.assert_frame_equal(ours.table(table).df(), theirs.table(table).df())


@runs_spark
def test_every_feature_of_every_application_is_the_same(rebuilt):
    ours, theirs = (con.table("features") for con in rebuilt)
    assert ours.columns == theirs.columns
    assert ours.types == theirs.types
    assert len(ours) == len(theirs) > 0
    found, expected = ours.df(), theirs.df()
    pd.testing.assert_frame_equal(found, expected, check_exact=False, rtol=1e-9, atol=1e-12)
    differing = [name for name in found if not found[name].equals(expected[name])]
    # The logarithm of Java differs from that of C in the last digit.
    assert differing in ([], ["weekday_entropy"])


@pytest.fixture(scope="module")
def scorer(tmp_path_factory):
    """A store with a registered model of numbers and words, and the table it was trained on."""
    settings = replace(Settings(), store=tmp_path_factory.mktemp("scorer"))
    table = sample_table(300)
    report = train_on(settings, labelled(table, sample_outcomes(table)), VERSION, parameters=QUICK)
    return settings, load_model(settings, report.manifest.model_id), table


@runs_spark
def test_scores_and_contributions_are_the_same_to_the_last_bit(scorer):
    settings, model, _ = scorer
    frame = sample_table(3_000, seed=9).frame
    here, there = contributions(model, frame), contributions_on_spark(settings, model, frame)
    assert there.application_ids == here.application_ids
    assert np.array_equal(there.scores, here.scores)
    assert np.array_equal(there.scores, model.score(frame))
    assert np.array_equal(there.values, here.values)
    assert there.base == here.base


@runs_spark
def test_what_a_worker_refuses_is_said(scorer):
    settings, model, table = scorer
    canary = replace(model.manifest.canary, scores=(9.0,) * len(model.manifest.canary.scores))
    model = type(model)(replace(model.manifest, canary=canary), model.booster, model.threads)
    with pytest.raises(Refused, match=r"^Spark at \S+ gave up: Model .* scores its canary"):
        contributions_on_spark(settings, model, table.frame)


@runs_spark
def test_what_spark_itself_refuses_is_said_in_one_line():
    with (
        pytest.raises(Refused, match="TABLE_OR_VIEW_NOT_FOUND") as refusal,
        session.spark_session(MASTER) as spark,
    ):
        spark.sql("select * from nothing")
    assert "\n" not in str(refusal.value)


@runs_spark
def test_a_master_that_is_none_is_named():
    with (
        pytest.raises(Refused, match=r"does not start at moon .*: check PAYLATER_SPARK_MASTER"),
        session.spark_session("moon"),
    ):
        pass


@pytest.mark.parametrize("name", list(statements()))
def test_every_statement_has_the_same_in_spark(name):
    pytest.importorskip("sqlglot", reason="sqlglot is not installed")
    written = in_spark(statements()[name])
    assert written.upper().count("SELECT") == statements()[name].upper().count("SELECT")


def test_a_missing_package_says_what_to_install(monkeypatch):
    def missing(name):
        raise ModuleNotFoundError(f"No module named {name!r}", name="pyspark")

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(Refused, match=r'needs pyspark: `pip install -e "\.\[spark\]"`'):
        session.spark_package("pyspark.sql")


def test_missing_java_says_what_to_install(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    with pytest.raises(Refused, match="Spark needs Java 17 or later"):
        session.require_java()


def test_a_refusal_leaves_the_store_as_it_was(demo_store, tmp_path, monkeypatch, capsys):
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    store = tmp_path / "store"
    store.mkdir()
    shutil.copyfile(demo_store / "history.duckdb", store / "history.duckdb")
    before = (store / "history.duckdb").read_bytes()
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    assert main(["features", "--engine", "spark", "--store", str(store)]) == 1
    assert capsys.readouterr().err.splitlines()[-1].startswith("features: Spark needs Java 17")
    assert (store / "history.duckdb").read_bytes() == before
    assert not (store / WORKPLACE).exists()
