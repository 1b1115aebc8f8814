"""One synthetic marketplace of 1,200 merchants, drawn once for all tests of the room."""

import pytest

from pipelines.world.marketplace import Marketplace, draw_marketplace
from pipelines.world.parameters import BASE


def _silent(share: float, part: str) -> None:
    """Progress nobody follows."""


@pytest.fixture(scope="session")
def world() -> Marketplace:
    return draw_marketplace(1_200, 3, 7, BASE, _silent)
