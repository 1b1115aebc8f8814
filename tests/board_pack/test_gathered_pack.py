"""The pack gathered from a store."""

import pytest

from pipelines.board_pack import board_pack
from pipelines.errors import Refused
from pipelines.settings import Settings
from pipelines.store import History


def test_a_book_without_loans_has_nothing_to_report(cold_store):
    settings = Settings(store=cold_store)
    with History(settings) as history, pytest.raises(Refused, match="holds no loans"):
        board_pack(settings, history)


@pytest.mark.long
def test_the_demos_pack_adds_up(demo_store):
    settings = Settings(store=demo_store)
    with History(settings) as history:
        pack = board_pack(settings, history)
    assert [check.text for check in pack.checks if not check.holds] == []
    assert len(pack.sections) == 9
    assert all(section.finding for section in pack.sections)
    assert len({table.sheet for table in pack.tables}) == len(pack.tables)
    assert all(len(table.sheet) <= 31 for table in pack.tables)
