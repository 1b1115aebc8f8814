"""The small demo under review: as it is, and copies damaged on purpose."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipelines.model import Model
from pipelines.review import Case, case_for
from pipelines.settings import Settings
from pipelines.store import History
from tests.copies import copy_of


@pytest.fixture(scope="session")
def case(demo_store: Path) -> Iterator[Case]:
    """The demo's champion and store, not to be written to."""
    settings = Settings(store=demo_store)
    with History(settings) as history:
        yield case_for(settings, history)


@pytest.fixture
def damaged(demo_store: Path, tmp_path: Path) -> Iterator[Callable[..., Case]]:
    """Makes a case of a copy of the demo on whose history the given SQL was run behind its back."""
    settings = Settings(store=tmp_path / "damaged")
    readers = []

    def damage(sql: str = "select 1") -> Case:
        copy_of(demo_store, settings.store)
        with duckdb.connect(str(settings.history)) as con:
            con.execute(sql)
        readers.append(History(settings))
        return case_for(settings, readers[0])

    yield damage
    for reader in readers:
        reader.close()


def with_manifest(case: Case, **changes: object) -> Case:
    """The case with a model whose record claims something else."""
    model = case.model
    return replace(
        case, model=Model(replace(model.manifest, **changes), model.booster, model.threads)
    )
