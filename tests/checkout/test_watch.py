"""What is in force is looked after; where it cannot be read, nothing is approved."""

from dataclasses import replace

import pytest

from pipelines.checkout import CheckoutDesk
from pipelines.errors import Refused
from pipelines.settings import PROJECT

POLICY = (PROJECT / "data" / "policy.toml").read_text(encoding="utf-8")


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text(POLICY, encoding="utf-8")
    return path


@pytest.fixture
def governed(open_shop, desk, policy):
    """A shop whose desk is opened by a policy of its own."""
    settings = replace(desk.settings, policy=policy)
    return open_shop(lambda _: CheckoutDesk.open(settings))


def look(shop):
    shop.app.service.watch.look()


def test_a_new_policy_is_decided_by_and_both_are_kept(governed, good, policy):
    before = governed.decide(good)
    policy.write_text(POLICY.replace("version = 2", "version = 3"), encoding="utf-8")
    look(governed)
    after = governed.decide(good)
    versions = [got.json["policy_version"][:2] for got in (before, after)]
    assert versions == ["2-", "3-"]
    kept = governed.rows("select kind, content from checkout_files where kind = 'policy'")
    assert sorted(kept) == sorted([("policy", POLICY), ("policy", policy.read_text())])


def test_a_policy_that_cannot_be_read_refers_until_it_can(governed, good, policy):
    assert governed.decide(good).json["decision"] == "approve"
    policy.write_text("nonsense", encoding="utf-8")
    look(governed)
    got = governed.decide(good)
    assert (got.json["decision"], got.json["offer"]) == ("refer", None)
    assert [reason["code"] for reason in got.json["reasons"]] == ["P10"]
    health = governed.send("GET", "/healthz").json
    assert (health["status"], "TOML" in health["message"]) == ("refers everything", True)
    assert str(policy.parent) not in health["message"]
    policy.write_text(POLICY, encoding="utf-8")
    look(governed)
    assert governed.decide(good).json["decision"] == "approve"
    assert governed.send("GET", "/healthz").json == {"status": "ok", "message": None}


def test_with_nothing_to_decide_by_nothing_is_decided(open_shop, good):
    def nothing(_settings):
        raise Refused("no model is champion: train one")

    shop = open_shop(nothing)
    got = shop.decide(good)
    assert (got.status, got.headers["retry-after"]) == (503, "10")
    assert "no model is champion" in got.json["detail"]
    assert shop.send("GET", "/healthz").json["status"] == "refers everything"
