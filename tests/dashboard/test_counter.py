"""The counter of the Checkout page: one record an order, accepted once, undone or refunded."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dashboard.queries import applicants
from dashboard.queries.counter import CLIENT, Counter, Order, counter
from dashboard.queries.store import version
from pipelines.checkout import Accepted, PurchaseRequest
from pipelines.checkout.problems import Problem
from pipelines.errors import Refused
from pipelines.settings import Settings
from pipelines.store import Workbench
from pipelines.store.checkout_clients import create_client

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
CENTS = 500_00


class Clock:
    """A clock that tests move."""

    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(own_store, clock):
    """A counter on a store of its own."""
    opened = Counter(Settings(store=own_store), clock)
    yield opened
    opened.close()


def decided_as(desk: Counter, decision: str, cents: int = CENTS) -> str:
    """The first merchant who is now given that decision."""
    held = desk.held().desk
    for merchant in held.merchants.rows:
        found = held.decide(PurchaseRequest(merchant, cents), Accepted(), "d", NOON)
        if found.decision.decision == decision:
            return merchant
    raise AssertionError(decision)


def order(merchant: str, cents: int = CENTS, number: int = 1) -> Order:
    return Order(merchant, cents, "USD", None, "session", number)


def rows(store, sql: str) -> list[tuple]:
    with Workbench(Settings(store=store)).transaction() as con:
        return con.execute(sql).fetchall()


def accept(desk: Counter, decision_id: str) -> None:
    record = desk.kept(decision_id).standing.record
    desk.accept(decision_id, record.offered_cents, record.offer_digest)


def test_an_order_is_kept_once_and_drawn_from_its_record(desk, own_store):
    asked = order(decided_as(desk, "approve"))
    decision_id, took = desk.decide(asked)
    assert took > 0
    assert desk.decide(asked) == (decision_id, None)
    assert rows(own_store, "select client_id from checkout_decisions") == [(CLIENT,)]
    kept = desk.kept(decision_id)
    assert (kept.standing.state, kept.decided.decision.decision) == ("open", "approve")
    assert kept.decided.decision.quote.amount_cents == kept.standing.record.offered_cents == CENTS
    parts = [(part.feature, part.contribution) for part in kept.contributions]
    stored = json.loads(kept.standing.record.evidence)["contributions"]
    assert parts[: len(stored)] == [(part["feature"], part["contribution"]) for part in stored]


def test_what_is_accepted_leaves_less_for_the_next_order_until_it_is_undone(desk, own_store):
    merchant = decided_as(desk, "approve")
    limits = []
    for number in (1, 2, 3):
        decision_id, _ = desk.decide(order(merchant, number=number))
        limits.append(desk.kept(decision_id).decided.decision.limit_cents)
        if number == 1:
            first = decision_id
            accept(desk, first)
            accept(desk, first)
        if number == 2:
            desk.refund(first)
            desk.refund(first)
    assert [limits[0] - limit for limit in limits] == [0, CENTS, 0]
    assert rows(own_store, "select kind from checkout_events") == [("accepted",), ("undone",)]
    assert list(desk.latest(merchant)["became"]) == ["Open", "Open", "Refunded in full"]


def test_a_refund_after_the_window_is_a_refund(desk, clock):
    decision_id, _ = desk.decide(order(decided_as(desk, "approve")))
    accept(desk, decision_id)
    assert desk.kept(decision_id).standing.undo_until == NOON + timedelta(hours=48)
    clock.now = NOON + timedelta(hours=49)
    desk.refund(decision_id)
    assert desk.kept(decision_id).standing.state == "refunded"


@pytest.mark.parametrize(
    ("changed", "hours", "kind"),
    [
        ({"offer_digest": "0" * 64}, 0, "terms-differ"),
        ({"offered_cents": CENTS + 1}, 0, "terms-differ"),
        ({}, 25, "expired"),
    ],
)
def test_a_tampered_or_stale_price_is_not_accepted(desk, clock, changed, hours, kind):
    decision_id, _ = desk.decide(order(decided_as(desk, "approve")))
    shown = replace(desk.kept(decision_id).standing.record, **changed)
    clock.now = NOON + timedelta(hours=hours)
    with pytest.raises(Problem) as refused:
        desk.accept(decision_id, shown.offered_cents, shown.offer_digest)
    assert refused.value.kind == kind
    assert desk.kept(decision_id).standing.events == ()


def test_an_order_of_an_unknown_merchant_is_refused_in_words(desk, own_store):
    with pytest.raises(Refused, match="no such merchant in this book"):
        desk.decide(order("nobody"))
    assert rows(own_store, "select count(*) from checkout_decisions") == [(0,)]


def test_no_client_with_a_key_is_the_page(own_store):
    client, _ = create_client(Workbench(Settings(store=own_store)), CLIENT, 10)
    assert client.client_id != CLIENT


def application_of(decision: str) -> str:
    """An application whose merchant is now given that decision for 500."""
    queue = applicants.queue(version().version_id)
    merchants = dict(zip(queue["merchant_id"], queue["application_id"], strict=True))
    desk = counter().held().desk
    for merchant, application in merchants.items():
        found = desk.decide(PurchaseRequest(merchant, CENTS), Accepted(), "d", NOON)
        if found.decision.decision == decision:
            return str(application)
    raise AssertionError(decision)


def said(at) -> str:
    """All that the page says outside its tables."""
    return " ".join(item.value for kind in (at.subheader, at.markdown, at.info) for item in kind)


def test_the_page_accepts_once_and_undoes(open_page, own_store):
    application = application_of("approve")
    at = open_page("checkout", own_store, application=application, amount="500")
    at.run()
    assert len(rows(own_store, "select 1 from checkout_decisions")) == 1
    at.button(key="accept").click().run()
    assert "\\$500.00 is financed" in at.success[0].value
    at.button(key="refund").click().run()
    assert "was undone on" in said(at)
    assert rows(own_store, "select kind from checkout_events") == [("accepted",), ("undone",)]
    at.button(key="another-order").click().run()
    assert at.button(key="accept").label == "Accept and pay later"
    assert len(rows(own_store, "select 1 from checkout_decisions")) == 2


def test_a_used_up_limit_and_a_decline_are_said_in_words(open_page, own_store):
    application = application_of("approve")
    at = open_page("checkout", own_store, application=application, amount="500")
    merchant = rows(own_store, "select merchant_id from checkout_decisions")[0][0]
    elsewhere, _ = counter().decide(order(merchant, 150_000_00))
    accept(counter(), elsewhere)
    at.button(key="accept").click().run()
    assert not at.exception
    assert at.warning[0].value.startswith("**A limit has been used up since.** The merchant's")
    at.text_input(key="amount").input("600").run()
    assert "Pay Later: not available for this order" in said(at)
    assert "The reasons:" in said(at)
    assert "accept" not in [button.key for button in at.button]
    assert len(at.warning) == 0


def test_a_snapshot_of_another_history_refers_in_words(open_page, own_store):
    manifest = own_store / "serving" / "features.json"
    stated = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(stated | {"content_hash": "another"}))
    at = open_page("checkout", own_store)
    assert "Pay Later: we need a closer look" in said(at)
    assert "Our copy of your sales history is not recent enough" in said(at)
    assert at.warning[0].value.startswith("Every order goes to a person. What is published")
    assert rows(own_store, "select decision from checkout_decisions") == [("refer",)]


def test_without_a_snapshot_the_page_says_what_to_do(open_page, own_store):
    (own_store / "serving" / "features.json").unlink()
    at = open_page("checkout", own_store)
    assert not at.exception
    assert at.subheader[0].value.startswith(":material/info: No newest features")
    assert "`python -m pipelines features`" in said(at)
