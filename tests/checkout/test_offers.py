"""What becomes of an offer: accepted once, in time and within the limits; undone; refunded."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from pipelines import checkout
from pipelines.checkout import CheckoutDesk
from pipelines.store import sql_text

EVENTS = "select kind, amount_cents, merchant_total_cents, book_total_cents from checkout_events"


def test_an_offer_is_accepted_once_and_answered_alike(shop, good):
    decided = shop.decide(good)
    first, again = shop.accept(decided), shop.accept(decided)
    assert (first.status, first.json["kind"], first.json["amount"]) == (200, "accepted", "500.00")
    assert first.body == again.body
    assert shop.rows(EVENTS) == [("accepted", 50_000, 50_000, 50_000)]
    shop.clock.forward(days=30)
    assert shop.accept(decided).body == first.body


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"amount": "499.99"}, 422),
        ({"amount": "150000"}, 422),
        ({"offer": "0" * 64}, 422),
        ({"offer": "0"}, 422),
        ({"tier": "low"}, 422),
        ({"amount": "500.001"}, 422),
    ],
)
def test_terms_that_were_tampered_with_are_refused(shop, good, changes, status):
    decided = shop.decide(good)
    assert shop.accept(decided, **changes).status == status
    assert shop.rows(EVENTS) == []


def test_the_digest_of_another_offer_is_refused(shop, good):
    one, two = shop.decide(good), shop.decide(good)
    got = shop.accept(one, offer=two.json["offer"]["offer"])
    assert (got.status, got.json["type"]) == (422, "/api/docs#terms-differ")


def test_a_stale_price_is_refused(shop, good):
    decided = shop.decide(good)
    shop.clock.forward(hours=24, seconds=1)
    got = shop.accept(decided)
    assert (got.status, got.json["type"]) == (409, "/api/docs#expired")
    assert shop.state(decided).json["state"] == "expired"


def test_nothing_offered_is_nothing_to_accept(shop, merchants):
    decided = shop.decide(merchants["decline"][0])
    path = f"/api/decisions/{decided.json['decision_id']}/accept"
    got = shop.send("POST", path, {"amount": "500", "offer": "0" * 64})
    assert (got.status, got.json["type"]) == (409, "/api/docs#no-offer")
    assert shop.state(decided).json["state"] == "closed"


def whole_limit(shop, good):
    """What the merchant may draw at most, as the service offers it to who asks for the cap."""
    offer = shop.decide(good, "150000").json["offer"]
    return offer["amount"]


def test_two_offers_of_a_full_limit_cannot_both_be_accepted(shop, good):
    amount = whole_limit(shop, good)
    one, two = shop.decide(good, amount), shop.decide(good, amount)
    assert (one.json["decision"], two.json["decision"]) == ("approve", "approve")
    assert shop.accept(one).status == 200
    got = shop.accept(two)
    assert (got.status, got.json["type"]) == (409, "/api/docs#limit-used")
    assert "merchant" in got.json["detail"]


def test_what_was_accepted_counts_in_the_next_decision(shop, good):
    amount = whole_limit(shop, good)
    accepted = shop.decide(good, amount)
    shop.accept(accepted)
    assert shop.decide(good).json["decision"] == "decline"
    shop.refund(accepted)
    assert shop.decide(good, amount).json["decision"] == "approve"


def test_the_limit_of_the_book_holds_between_merchants(shop, open_shop, merchants, desk, tmp_path):
    owed = desk.open_book.total_cents
    policy = tmp_path / "policy.toml"
    text = desk.settings.policy.read_text(encoding="utf-8")
    text = text.replace("open_principal = 50_000_000", f"open_principal = {owed / 100 + 700:.2f}")
    policy.write_text(text.replace("industry_share = 0.25", "industry_share = 1.0"))
    settings = desk.settings.__class__(store=desk.settings.store, policy=policy)
    small = open_shop(lambda _: CheckoutDesk.open(settings))
    one, two = (small.decide(merchant) for merchant in merchants["approve"][:2])
    assert (one.json["decision"], two.json["decision"]) == ("approve", "approve")
    assert small.accept(one).status == 200
    got = small.accept(two)
    assert (got.status, got.json["type"]) == (409, "/api/docs#limit-used")
    assert "book" in got.json["detail"]
    third = small.decide(merchants["approve"][2])
    assert (third.json["decision"], third.json["reasons"][0]["code"]) == ("refer", "P09")


def test_undone_in_time_costs_nothing_and_gives_the_room_back(shop, good):
    decided = shop.decide(good)
    shop.accept(decided)
    shop.clock.forward(hours=48)
    got = shop.refund(decided)
    assert (got.json["kind"], got.json["amount"], got.json["remaining"]) == (
        "undone",
        "500.00",
        "0.00",
    )
    assert shop.state(decided).json["state"] == "undone"
    assert shop.rows(EVENTS)[-1] == ("undone", 50_000, 0, 0)


def test_undone_in_parts_is_undone_with_the_last_of_them(shop, good):
    decided = shop.decide(good)
    shop.accept(decided)
    assert shop.refund(decided, amount="200.00").json["kind"] == "refunded"
    assert shop.refund(decided).json["kind"] == "undone"
    assert shop.state(decided).json["state"] == "undone"


def test_later_it_is_refunded_and_never_beyond_what_was_accepted(shop, good):
    decided = shop.decide(good)
    shop.accept(decided)
    shop.clock.forward(hours=48, seconds=1)
    first = shop.refund(decided, key="r", amount="200.00")
    assert (first.json["kind"], first.json["remaining"]) == ("refunded", "300.00")
    assert shop.refund(decided, key="r", amount="200").body == first.body
    assert shop.refund(decided, key="r", amount="201").status == 422
    assert shop.refund(decided, amount="300.01").status == 422
    assert shop.state(decided).json["state"] == "accepted"
    assert shop.refund(decided).json["refunded"] == "500.00"
    assert shop.refund(decided).status == 422
    state = shop.state(decided).json
    assert state["state"] == "refunded"
    assert [event["amount"] for event in state["events"]] == ["500.00", "200.00", "300.00"]


def test_what_was_not_accepted_is_not_refunded(shop, good):
    got = shop.refund(shop.decide(good))
    assert (got.status, got.json["type"]) == (409, "/api/docs#not-accepted")


def test_a_state_holds_the_answer_as_it_was(shop, good):
    decided = shop.decide(good)
    state = shop.state(decided)
    assert decided.body in state.body
    assert json.loads(state.body)["state"] == "open"


def test_clients_see_only_their_own_decisions(shop, good):
    decided, other = shop.decide(good), shop.another()
    unknown = other.send("GET", "/api/decisions/d" + "0" * 30)
    assert other.state(decided).body == unknown.body == other.accept(decided).body
    assert other.refund(decided).body == unknown.body
    assert unknown.status == 404


def test_what_was_accepted_counts_until_the_history_has_it(shop, desk, good):
    shop.clock.now = desk.loans_until - timedelta(microseconds=1)
    shop.accept(shop.decide(good))
    assert owed_more(shop, desk, good) == 0
    shop.clock.forward(microseconds=1)
    shop.accept(shop.decide(good))
    assert owed_more(shop, desk, good) == 50_000


def test_what_was_accepted_counts_for_ever_in_a_book_without_loans(open_shop, desk, good):
    shop = open_shop(lambda _: replace(desk, loans_until=None))
    shop.clock.now = datetime(2020, 1, 1, tzinfo=UTC)
    shop.accept(shop.decide(good))
    assert owed_more(shop, desk, good) == 50_000


@pytest.mark.parametrize(
    ("funded", "until"),
    [
        (["2026-02-27 09:30", "2026-02-26"], "2026-02-27 09:30:00.000001"),
        (["2026-02-27", "2026-02-27 09:30"], "2026-02-28"),
        ([], None),
    ],
)
def test_loans_tell_until_the_newest_was_funded(funded, until):
    con = duckdb.connect()
    con.execute("create table loans (funded_at timestamp)")
    for moment in funded:
        con.execute("insert into loans values (?)", [moment])
    found = con.execute(sql_text(checkout.__file__, "sql/newest_funding.sql")).fetchall()
    assert found == [(datetime.fromisoformat(until) if until else None,)]


def test_a_book_whose_sales_moved_on_still_counts_what_was_accepted(shop, desk, good):
    assert desk.loans_until.date().isoformat() <= desk.snapshot.as_of
    shop.clock.now = datetime.fromisoformat(f"{desk.snapshot.as_of}T23:59:00+00:00")
    shop.accept(shop.decide(good))
    assert owed_more(shop, desk, good) == 50_000


def test_a_refund_of_an_older_purchase_makes_no_room_for_a_newer_one(shop, desk, good):
    shop.clock.now = desk.loans_until - timedelta(hours=1)
    older = shop.decide(good)
    shop.accept(older)
    shop.clock.forward(hours=60)
    shop.accept(shop.decide(good, "600"))
    shop.refund(older)
    assert owed_more(shop, desk, good) == 60_000


def test_between_decision_and_acceptance_an_older_refund_frees_nothing(shop, desk, good):
    shop.clock.now = desk.loans_until - timedelta(hours=1)
    amount = whole_limit(shop, good)
    older = shop.decide(good, amount)
    shop.accept(older)
    shop.clock.forward(hours=60)
    one, two = shop.decide(good, amount), shop.decide(good, amount)
    shop.clock.forward(seconds=1)
    assert shop.accept(one).status == 200
    shop.refund(older)
    assert shop.accept(two).json["type"] == "/api/docs#limit-used"


def owed_more(shop, desk, good):
    """What the next decision counts as owed beyond the history, in cents."""
    shop.decide(good)
    newest = "select grounds from checkout_decisions order by rowid desc limit 1"
    owed = json.loads(shop.rows(newest)[0][0])["open_exposure_cents"]
    return owed - desk.open_book.by_merchant.get(good, 0)
