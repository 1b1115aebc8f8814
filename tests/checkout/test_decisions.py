"""A decision over HTTP: one a key, kept before it is answered, whatever happens meanwhile."""

import asyncio
import json
import time

import pytest

from pipelines.checkout import commits
from pipelines.checkout.service import LOOK_SECONDS
from pipelines.store.checkout_records import checkout_decisions

COUNT = "select count(*) from checkout_decisions"


def test_an_answer_is_kept_with_its_request_and_grounds(shop, good):
    got = shop.decide(good)
    assert (got.status, got.json["decision"]) == (201, "approve")
    (record,) = checkout_decisions(shop.settings)
    assert record.answer == got.body
    assert record.decision_id == got.json["decision_id"]
    assert json.loads(record.request)["amount"] == "500.00"
    assert json.loads(record.grounds)["merchant_id"] == good
    steps = [step["name"] for step in json.loads(record.evidence)["steps"]]
    assert steps == ["eligibility", "history", "score", "limit", "portfolio", "price", "decision"]
    assert [r.decision_id for r in checkout_decisions(shop.settings, "nobody")] == []


def test_an_offer_adds_up(shop, good):
    offer = shop.decide(good, "500.01").json["offer"]
    cents = [
        [int(i[part].replace(".", "")) for i in offer["instalments"]]
        for part in ("principal", "fee", "payment")
    ]
    assert sum(cents[0]) == 50_001
    assert [p + f for p, f in zip(cents[0], cents[1], strict=True)] == cents[2]
    assert f"{sum(cents[2]) / 100:.2f}" == offer["total"]
    assert f"{sum(cents[1]) / 100:.2f}" == offer["finance_charge"]


def test_what_is_not_approved_says_why_and_offers_nothing(shop, merchants):
    got = shop.decide(merchants["decline"][0])
    assert (got.status, got.json["decision"], got.json["offer"]) == (201, "decline", None)
    assert got.json["reasons"][0].keys() == {"code", "statement"}


def test_the_same_key_gets_the_same_bytes(shop, open_shop, good):
    first = shop.decide(good, key="k")
    again, spelt = shop.decide(good, key="k"), shop.decide(good, "500", key="k")
    elsewhere = open_shop().decide(good, key="k")
    assert first.body == again.body == spelt.body == elsewhere.body
    assert (again.status, again.headers["idempotency-replayed"]) == (201, "true")
    assert "idempotency-replayed" not in first.headers
    assert shop.rows(COUNT) == [(1,)]


def test_the_same_key_for_another_request_is_refused(shop, good):
    shop.decide(good, key="k")
    got = shop.decide(good, "501.00", key="k")
    assert (got.status, got.json["type"]) == (422, "/api/docs#key-reused")
    assert got.headers["content-type"] == "application/problem+json"
    assert shop.decide(good, key="k", supplier_id="s").status == 422


def test_a_key_is_of_one_client_and_one_merchant(shop, merchants):
    one, two = merchants["approve"][:2]
    other = shop.another()
    answers = [shop.decide(one, key="k"), shop.decide(two, key="k"), other.decide(one, key="k")]
    assert [got.status for got in answers] == [201, 201, 201]
    assert len({got.json["decision_id"] for got in answers}) == 3
    assert other.decide(two, "600", key="k").status == 201


def test_a_hundred_at_once_are_one_decision(shop, good):
    body = {"merchant_id": good, "amount": "500", "currency": "USD"}

    async def all_at_once():
        ask = (
            shop.sending("POST", "/api/decisions", body, {"idempotency-key": "k"})
            for _ in range(100)
        )
        return await asyncio.gather(*ask)

    got = shop.run(all_at_once())
    assert {answer.status for answer in got} == {201}
    assert len({answer.body for answer in got}) == 1
    assert shop.rows(COUNT) == [(1,)]


def test_two_processes_that_race_answer_alike(open_shop, good):
    shops = [open_shop(), open_shop()]
    body = {"merchant_id": good, "amount": "500", "currency": "USD"}

    async def race():
        for shop in shops:
            await shop.app.start()
        headers = {"idempotency-key": "k"}
        ask = (shop.sending("POST", "/api/decisions", body, headers) for shop in shops)
        return await asyncio.gather(*ask)

    first, second = shops[0].run(race())
    assert first.body == second.body
    assert shops[0].rows(COUNT) == [(1,)]


def test_two_processes_that_race_with_other_bodies_keep_one(open_shop, good):
    shops = [open_shop(), open_shop()]

    async def race():
        asked = []
        for shop, amount in zip(shops, ("500", "600"), strict=True):
            await shop.app.start()
            body = {"merchant_id": good, "amount": amount, "currency": "USD"}
            asked.append(shop.sending("POST", "/api/decisions", body, {"idempotency-key": "k"}))
        return await asyncio.gather(*asked)

    got = shops[0].run(race())
    assert sorted(answer.status for answer in got) == [201, 422]
    assert shops[0].rows(COUNT) == [(1,)]


def test_a_refused_request_does_not_use_up_its_key(shop, good):
    assert shop.decide(good, "0.50", key="k").status == 422
    assert shop.decide(good, key="k").status == 201


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 256, "\x7f"])
def test_a_key_that_is_none_is_refused(shop, good, key):
    body = {"merchant_id": good, "amount": "500", "currency": "USD"}
    got = shop.send("POST", "/api/decisions", body, {"idempotency-key": key})
    assert got.status == 400
    assert "Idempotency-Key" in got.json["detail"]


def test_a_key_may_have_255_characters(shop, good):
    assert shop.decide(good, key="x" * 255).status == 201


def test_a_locked_workbench_keeps_and_acknowledges_nothing(shop, good, monkeypatch):
    monkeypatch.setattr(commits, "LOCK_SECONDS", 0.05)
    shop.decide(good, key="before")
    writer = commits.connect(shop.settings.workbench)
    writer.execute("begin immediate")
    got = shop.decide(good, key="k")
    assert (got.status, got.headers["retry-after"]) == (503, "1")
    writer.execute("rollback")
    writer.close()
    assert shop.rows(COUNT) == [(1,)]
    assert shop.decide(good, key="k").status == 201


def test_a_full_disk_keeps_and_acknowledges_nothing(shop, good):
    shop.decide(good)
    con = shop.app.service._committer._connection.get()
    (pages,) = con.execute("pragma page_count").fetchone()
    con.execute(f"pragma max_page_count = {pages}")
    statuses = [shop.decide(good, key=f"full-{n}").status for n in range(8)]
    assert statuses[-1] == 503
    assert shop.rows(COUNT) == [(1 + statuses.count(201),)]
    con.execute("pragma max_page_count = 1000000")
    assert shop.decide(good, key="full-7").status == 201


def test_a_workbench_put_in_another_s_place_is_written(shop, good):
    shop.decide(good)
    shop.settings.workbench.unlink()
    time.sleep(LOOK_SECONDS)
    again = shop.another("shop again")
    assert again.decide(good).status == 201
    assert shop.rows(COUNT) == [(1,)]
