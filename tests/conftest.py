"""Stores that tests share: an empty one, the embedded demo in small, and the real invoices."""

import os
from pathlib import Path

import pytest

from pipelines.settings import PROJECT, Settings
from pipelines.stages import build_demo


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a store that is not there yet."""
    return Settings(store=tmp_path / "store")


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded demo in small, taken through every stage; read it, do not write to it."""
    store = tmp_path_factory.mktemp("demo") / "store"
    build_demo(Settings(store=store), merchants=400, years=3, seed=1)
    return store


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data; skips where it is absent."""
    folder = Path(os.environ.get("PAYLATER_REAL_DATA", PROJECT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}: set PAYLATER_REAL_DATA to run this test")
    return folder
