"""The policy under review and the scored applications of the demo."""

import pytest

from pipelines.settings import Settings
from pipelines.simulation.cases import Cases, read_cases
from pipelines.store import History
from tests.simulation.applicants import POLICY


@pytest.fixture(scope="session")
def policy():
    return POLICY


@pytest.fixture(scope="session")
def demo_cases(demo_store) -> Cases:
    with History(Settings(store=demo_store)) as history:
        return read_cases(history)
