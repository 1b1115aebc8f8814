"""The synthetic marketplaces that the tests of the room share, each drawn once.

Those in memory are drawn by the worker that needs them; those on disk are written by the first
worker that asks and read by all.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Settings
from pipelines.world import PRESETS, write_world
from pipelines.world.histories import Histories, draw_histories
from pipelines.world.marketplace import World, draw_parts, plan_world
from pipelines.world.part import Part
from tests.conftest import one_at_a_time
from tests.world.book import build_loan_book, build_whole_book

BuiltOnce = Callable[[str, Callable[[Path], object]], Path]
BASE = PRESETS["base"]


def _part_of(world: World) -> Part:
    """The first batch, with those after it undrawn: a world of up to 2,000 merchants is one."""
    return next(draw_parts(world, 2))


@pytest.fixture(scope="session")
def planned() -> World:
    return plan_world(1_200, 3, 7, BASE)


@pytest.fixture(scope="session")
def world(planned: World) -> Part:
    """1,200 merchants of the base world."""
    return _part_of(planned)


@pytest.fixture(scope="session")
def histories(planned: World) -> Histories:
    """The same 1,200 merchants before any loan, with their spells of distress."""
    return draw_histories(planned.streams(0), planned.batches[0], planned.setting)


@pytest.fixture(scope="session")
def crooked() -> Part:
    """900 merchants of which a third plan a fraud, so that every scheme has enough of them.

    A world's default rate counts its frauds; it is raised so that they leave room for others.
    """
    parameters = replace(BASE.parameters, fraud_share=0.35, default_rate=0.30)
    return _part_of(plan_world(900, 3, 11, replace(BASE, parameters=parameters)))


@pytest.fixture(scope="session")
def built_once(shared_folder: Path) -> BuiltOnce:
    """Builds what is at a name of the shared folder unless a worker already has."""

    def built(name: str, build: Callable[[Path], object]) -> Path:
        path, done = shared_folder / name, shared_folder / f"{name}.done"
        with one_at_a_time(shared_folder / f"{name}.lock"):
            if not done.exists():
                build(path)
                done.touch()
        return path

    return built


@pytest.fixture(scope="session")
def big(built_once: BuiltOnce) -> Path:
    """Exports of the base world: 5,000 merchants over three years at the default seed."""
    seed = Settings().seed
    return built_once("world-base", lambda to: write_world(to, merchants=5_000, seed=seed))


@pytest.fixture(scope="session")
def covid(built_once: BuiltOnce) -> Path:
    """Exports of the covid world, 5,000 merchants."""
    return built_once("world-covid", lambda to: _write_preset(to, "covid"))


@pytest.fixture(scope="session")
def loosened(built_once: BuiltOnce) -> Path:
    """Exports of the loosened-policy world, 5,000 merchants."""
    return built_once("world-loosened", lambda to: _write_preset(to, "loosened-policy"))


@pytest.fixture(scope="session")
def base_book(big: Path, built_once: BuiltOnce) -> Path:
    """The base world's loans in a store, month by month."""
    return built_once("book-base", lambda to: build_loan_book(big, to))


@pytest.fixture(scope="session")
def covid_book(covid: Path, built_once: BuiltOnce) -> Path:
    """The covid world's loans in a store, month by month."""
    return built_once("book-covid", lambda to: build_loan_book(covid, to))


@pytest.fixture(scope="session")
def loosened_book(loosened: Path, built_once: BuiltOnce) -> Path:
    """The loosened-policy world's loans in a store, month by month."""
    return built_once("book-loosened", lambda to: build_loan_book(loosened, to))


@pytest.fixture(scope="session")
def whole_store(big: Path, built_once: BuiltOnce) -> Path:
    """The base world with all its feeds in a store, features built."""
    return built_once("store-base", lambda to: build_whole_book(big, to))


@pytest.fixture
def con():
    """A DuckDB connection to read exports with."""
    with duckdb.connect() as connection:
        yield connection


def _write_preset(folder: Path, preset: str) -> None:
    write_world(folder, merchants=5_000, seed=Settings().seed, preset=preset)
