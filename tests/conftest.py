"""Stores that tests share: an empty one, the embedded demo in small, and the real invoices."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import hypothesis
import pytest

from pipelines.cli.main import main
from pipelines.settings import PROJECT, Settings
from pipelines.stages import build_demo

# How long one example takes says more of the machine than of the code.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a store that is not there yet."""
    return Settings(store=tmp_path / "store")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all worker processes of one test run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Let one worker process in; the others wait until it is done."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def demo_store(shared_folder: Path) -> Path:
    """The embedded demo in small, taken through every stage; read it, do not write to it."""
    store, done = shared_folder / "demo-store", shared_folder / "demo-store.done"
    with one_at_a_time(shared_folder / "demo-store.lock"):
        if not done.exists():
            build_demo(Settings(store=store), merchants=600, years=3, seed=3)
            done.touch()
    return store


@pytest.fixture(scope="session")
def cold_store(demo_store: Path, shared_folder: Path) -> Path:
    """Sales of 120 of the demo's merchants and nothing else, through a cold start; read it only."""
    store, done = shared_folder / "cold-store", shared_folder / "cold-store.done"
    with one_at_a_time(shared_folder / "cold-store.lock"):
        if not done.exists():
            export = shared_folder / "cold-export"
            export.mkdir(exist_ok=True)
            shutil.copy(demo_store / "exports" / "marketplace.toml", export)
            for table in ("merchants", "sales"):
                rows = duckdb.read_parquet(str(demo_store / "exports" / f"{table}.parquet"))
                rows.filter("right(merchant_id, 1) in ('0', '5')").write_parquet(
                    str(export / f"{table}.parquet")
                )
            verbs = (["import", "marketplace", str(export)], ["cold-start"], ["features"])
            learned = ["train", "--label", "shortfall", "--without-report"]
            for verb in (*verbs, learned, ["score"]):
                assert main([*verb, "--store", str(store)]) == 0
            done.touch()
    return store


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data; skips where it is absent."""
    folder = Path(os.environ.get("PAYLATER_REAL_DATA", PROJECT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}: set PAYLATER_REAL_DATA to run this test")
    return folder


@pytest.fixture(scope="session")
def real_store(real_data: Path, shared_folder: Path) -> Path:
    """The real invoices, taken through every stage by the command line; read it only."""
    store, done = shared_folder / "real-store", shared_folder / "real-store.done"
    verbs = (["import", "sme-invoices", str(real_data / "sme-invoices")],)
    with one_at_a_time(shared_folder / "real-store.lock"):
        if not done.exists():
            for verb in (*verbs, ["features"], ["train"], ["score"]):
                assert main([*verb, "--store", str(store)]) == 0
            done.touch()
    return store
