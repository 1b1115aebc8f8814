"""The desk at the checkout: what it rests a decision on, and when it leaves one to a person."""

import json
from datetime import datetime

import pytest

from pipelines.checkout import Accepted, CheckoutDesk, Grounds, PurchaseRequest, judge
from pipelines.errors import Refused
from pipelines.settings import Settings

ASKED_AT = datetime(2026, 3, 4, 12, 30)


@pytest.fixture(scope="module")
def desk(demo_store):
    return CheckoutDesk.open(Settings(store=demo_store))


def test_grounds_as_json_give_the_same_decision(desk):
    for merchant in list(desk.merchants.rows)[:5]:
        request = PurchaseRequest(merchant, 1_000_000)
        found = desk.decide(request, Accepted(), "c-1", ASKED_AT)
        grounds = Grounds.from_json(json.loads(json.dumps(found.grounds.to_json())))
        assert judge(grounds, desk.tables, desk.policy, desk.statements) == found


def test_an_unknown_merchant_is_refused(desk):
    assert not desk.knows("nobody")
    with pytest.raises(Refused, match="nobody"):
        desk.ground(PurchaseRequest("nobody", 1_000_000), Accepted(), "c-1", ASKED_AT)
