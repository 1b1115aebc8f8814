"""Every kept decision taken again from its record gives the same bytes, whatever changed since."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from pipelines.checkout.replay import Replay
from pipelines.cli.main import main
from pipelines.reasons import Statement
from pipelines.store import Workbench
from pipelines.store.checkout_records import checkout_decisions


@pytest.fixture
def kept(shop, merchants):
    """A decision of each kind, and one of a merchant who has accepted another."""
    for found in merchants.values():
        shop.decide(found[0])
    shop.accept(shop.decide(merchants["approve"][0]))
    shop.decide(merchants["approve"][0], "150000", supplier_id="S1")
    return shop


def test_decisions_are_the_same_when_taken_again(kept, desk, tmp_path):
    settings = replace(kept.settings, policy=tmp_path / "none.toml", reasons=tmp_path / "none.toml")
    (settings.store / "models").symlink_to(desk.settings.models)
    replayed = list(Replay(settings).all(checkout_decisions(settings)))
    assert len(replayed) == kept.rows("select count(*) from checkout_decisions")[0][0]
    assert {found.difference for found in replayed} == {None}


def test_a_decision_that_was_altered_is_named(kept, desk, capsys):
    (kept.settings.store / "models").symlink_to(desk.settings.models)
    store = ["--store", str(kept.settings.store)]
    assert main(["replay", *store]) == 0
    assert "0 differ" in capsys.readouterr().out
    first = next(iter(checkout_decisions(kept.settings)))
    with Workbench(kept.settings).transaction() as con:
        con.execute(
            "update checkout_decisions set answer = cast(replace(answer, '500.', '900.') as blob) "
            "where decision_id = ?",
            (first.decision_id,),
        )
    assert main(["replay", *store]) == 1
    assert f"{first.decision_id}: the answer differs" in capsys.readouterr().out
    assert main(["replay", "--id", first.decision_id, *store]) == 1
    assert main(["replay", "--id", "unknown", *store]) == 1


@pytest.mark.parametrize(("chinese", "noted"), [("", ""), ("话", ',"dearer_for":["R02"]')])
def test_a_price_kept_while_statements_were_in_english_alone_had_no_reasons(
    settings, chinese, noted
):
    then = Statement("R02", "Growth", "Words", "Owner", date(2026, 11, 1), chinese)
    replay = Replay(settings, statements={"s": {"R02": then}})
    step = '{"steps":[{"name":"price","outcome":"mid","evidence":{"pd_up_to":0.048%s}}]}'
    record = SimpleNamespace(statements_sha256="s")
    assert replay._as_noted_then(step % ',"dearer_for":["R02"]', record) == step % noted
