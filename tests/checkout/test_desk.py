"""The desk at the checkout: what it rests a decision on, and when it leaves one to a person."""

import json
import os
import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from pipelines.checkout import Accepted, CheckoutDesk, Grounds, PurchaseRequest, judge
from pipelines.checkout.stamp import read_stamp
from pipelines.errors import Refused
from pipelines.explain import explain_row
from pipelines.features import FeatureTable, catalogue, features_now, newest_features
from pipelines.model import champion
from pipelines.offers import BookExposure, applicant_from, decide
from pipelines.settings import PROJECT, Settings
from pipelines.store import History, Workbench

ASKED_AT = datetime(2026, 3, 4, 12, 30)
NOTHING = Accepted()


@pytest.fixture(scope="module")
def desk(demo_store):
    return CheckoutDesk.open(Settings(store=demo_store))


@pytest.fixture(scope="module")
def approved(desk):
    """A merchant whose order of 3,000.00 is approved."""
    return next(
        merchant
        for merchant in desk.merchants.rows
        if ask(desk, merchant, 300_000).decision.decision == "approve"
    )


@pytest.fixture
def own(demo_store, tmp_path):
    """Settings of a store whose every file may be changed."""
    store = tmp_path / "own"
    store.mkdir()
    (store / "history.duckdb").symlink_to(demo_store / "history.duckdb")
    (store / "models").symlink_to(demo_store / "models")
    shutil.copytree(demo_store / "serving", store / "serving")
    shutil.copy(demo_store / "workbench.sqlite", store)
    for name in ("policy.toml", "reasons.toml"):
        shutil.copy(PROJECT / "data" / name, tmp_path)
    return Settings(store=store, policy=tmp_path / "policy.toml", reasons=tmp_path / "reasons.toml")


def ask(desk, merchant, cents, accepted=NOTHING, **more):
    return desk.decide(PurchaseRequest(merchant, cents, **more), accepted, "c-1", ASKED_AT)


def codes(found):
    return [reason.code for reason in found.decision.reasons]


def restate(settings, **changes):
    """Write the manifest of `serving/` anew with those changes."""
    path = settings.serving / "features.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_decides_as_the_stages_do_on_the_same_features(desk, demo_store):
    settings, outcomes = Settings(store=demo_store), set()
    model, newest = champion(settings), newest_features(settings)
    with History(settings) as history:
        bought = history.rows(
            "select merchant_id, any_value(supplier_id) from purchases group by all order by all"
        )
        for merchant, supplier in bought[::20]:
            found = ask(desk, merchant, 1_500_000, supplier_id=supplier)
            features = features_now(newest, merchant, 1_500_000, supplier)
            frame = pd.DataFrame([features], index=["c-1"])
            table = FeatureTable(frame, pd.DataFrame(), (), catalogue())
            explained = explain_row(table, model, "c-1", desk.statements)
            decision = decide(
                applicant_from(
                    "c-1", features, pd=found.pd, score_reasons=explained.reasons,
                    open_exposure_cents=found.grounds.open_exposure_cents,
                    book=found.grounds.book,
                ),
                desk.policy, desk.statements, amount_cents=1_500_000, funded_on=date(2026, 1, 1),
            )  # fmt: skip
            assert found.decision == decision
            assert found.pd == pytest.approx(explained.pd, abs=1e-12)
            assert found.score == pytest.approx(explained.score, abs=1e-12)
            for ours, theirs in zip(found.contributions, explained.contributions[:8], strict=True):
                assert ours.contribution == pytest.approx(theirs.contribution, abs=1e-12)
                assert (ours.feature, ours.value) == (theirs.feature, theirs.value)
            outcomes.add(decision.decision)
    assert len(outcomes) >= 2


def test_grounds_as_json_give_the_same_decision(desk):
    for merchant in list(desk.merchants.rows)[:40]:
        found = ask(desk, merchant, 1_000_000)
        grounds = Grounds.from_json(json.loads(json.dumps(found.grounds.to_json())))
        assert grounds == found.grounds
        assert judge(grounds, desk.tables, desk.policy, desk.statements) == found


def test_grounds_say_where_everything_came_from(desk, approved):
    grounds = ask(desk, approved, 300_000).grounds
    assert grounds.decided_for == date(2026, 1, 1)
    assert grounds.snapshot.as_of == date(2025, 12, 31)
    assert grounds.snapshot.version_id == desk.snapshot.version_id
    assert grounds.model_id == desk.tables.model_id
    assert desk.policy.version.split("-")[1] in grounds.policy_digest
    assert (grounds.currency, grounds.doubt) == ("USD", None)
    assert set(desk.tables.names) <= set(grounds.features)
    assert not any(isinstance(value, np.generic) for value in grounds.features.values())


def test_another_model_cannot_decide_again(desk, approved):
    grounds = replace(ask(desk, approved, 300_000).grounds, model_id="m-0123456789ab")
    with pytest.raises(Refused, match="m-0123456789ab"):
        judge(grounds, desk.tables, desk.policy, desk.statements)


def test_an_unknown_merchant_is_refused(desk):
    assert not desk.knows("nobody")
    with pytest.raises(Refused, match="nobody"):
        ask(desk, "nobody", 1_000_000)


def test_an_attribute_of_no_model_is_refused(desk, approved):
    with pytest.raises(Refused, match="bureau_score"):
        ask(desk, approved, 300_000, attributes={"bureau_score": 700.0})


def test_what_was_accepted_since_counts(desk, approved):
    plain = ask(desk, approved, 300_000)
    more = ask(desk, approved, 300_000, Accepted(100_000, 200_000, 400_000))
    assert more.grounds.open_exposure_cents - plain.grounds.open_exposure_cents == 100_000
    assert plain.decision.limit_cents - more.decision.limit_cents == 100_000
    before, after = plain.grounds.book, more.grounds.book
    assert after == BookExposure(
        before.open_cents + 400_000, desk.industry(approved), before.industry_cents + 200_000
    )
    assert before.open_cents == sum(desk.open_book.by_merchant.values()) > 0


@pytest.mark.parametrize("part", ["book_cents", "industry_cents"])
def test_a_full_book_goes_to_a_person(desk, approved, part):
    found = ask(desk, approved, 300_000, Accepted(**{part: 5_000_000_000}))
    assert (found.decision.decision, codes(found)) == ("refer", ["P09"])


def assert_refers_out_of_date(desk, merchant):
    found = ask(desk, merchant, 300_000)
    assert (found.decision.decision, codes(found)) == ("refer", ["P10"])
    assert (found.pd, found.contributions, found.decision.quote) == (None, (), None)
    again = Grounds.from_json(json.loads(json.dumps(found.grounds.to_json())))
    assert judge(again, None, desk.policy, desk.statements) == found


def test_a_desk_in_doubt_refers(desk, approved):
    assert_refers_out_of_date(desk.in_doubt(), approved)


def test_a_snapshot_of_other_rows_refers(own, approved):
    restate(own, content_hash="0" * 64)
    assert_refers_out_of_date(CheckoutDesk.open(own), approved)


def test_a_snapshot_without_a_feature_of_the_model_refers(desk, approved):
    lacking = replace(
        desk.merchants,
        columns=desk.merchants.columns[1:],
        values=desk.merchants.values[:, 1:],
    )
    name = desk.merchants.columns[0]
    found = ask(replace(desk, merchants=lacking).in_doubt(), approved, 300_000)
    assert found.grounds.features[name] is None
    assert codes(found) == ["P10"]


@pytest.mark.parametrize(
    ("days", "doubt"), [(-1, "P10"), (0, None), (1, None), (3, None), (4, "P10")]
)
def test_a_real_book_is_decided_on_the_day_asked_while_it_is_recent(own, approved, days, doubt):
    restate(own, is_synthetic=False)
    desk = CheckoutDesk.open(own)
    asked_at = datetime(2025, 12, 31, 23, 59) + timedelta(days=days)
    found = desk.decide(PurchaseRequest(approved, 300_000), NOTHING, "c-1", asked_at)
    assert found.grounds.decided_for == asked_at.date()
    assert found.grounds.doubt == doubt
    assert found.decision.decision == ("refer" if doubt else "approve")


def test_a_change_of_anything_in_force_is_seen(own):
    desk = CheckoutDesk.open(own)
    assert desk.is_current()
    changes = (
        lambda: own.policy.write_text(own.policy.read_text() + "\n"),
        lambda: own.reasons.write_text(own.reasons.read_text() + "\n"),
        lambda: restate(own, version_id="9-00000000"),
        lambda: Workbench(own).assign_role(
            model_id="m-0123456789ab", role="champion", actor="a", reason="b"
        ),
        lambda: os.remove(own.history),
    )
    for change in changes:
        before = read_stamp(own)
        change()
        assert read_stamp(own) != before
        assert not desk.is_current()


def test_nothing_to_decide_by_is_refused(settings, own):
    with pytest.raises(Refused, match="pipelines features"):
        CheckoutDesk.open(settings)
    Workbench(own).assign_role(model_id="m-0123456789ab", role="champion", actor="a", reason="b")
    with pytest.raises(Refused, match="m-0123456789ab"):
        CheckoutDesk.open(own)
