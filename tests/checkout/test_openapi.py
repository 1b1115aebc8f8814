"""The document tells the truth: what is answered fits it, and whatever is sent never fails."""

import json
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as running

from pipelines.checkout.openapi import OPERATIONS
from tests.checkout import fuzz


@pytest.fixture
def known(shop, merchants):
    decided = [shop.decide(merchants["approve"][0]) for _ in range(3)]
    shop.accept(decided[0])
    named = [found for group in merchants.values() for found in group[:2]]
    offers = [got.json["offer"]["offer"] for got in decided]
    return fuzz.Known(named, [got.json["decision_id"] for got in decided], offers, shop.api_key)


def random_requests(shop, known, desk, made, count):
    """The statuses of `count` random requests, each answer checked."""
    statuses = set()

    @running(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(made(known))
    def ask(prepared):
        path = unquote(urlsplit(prepared.url).path, errors="replace")
        headers = {name.lower(): text(value) for name, value in prepared.headers.items()}
        body = prepared.body.encode() if isinstance(prepared.body, str) else prepared.body or b""
        own = {"authorization": "", "content-type": "", "idempotency-key": ""}
        got = shop.send(prepared.method, path, body, own | headers)
        answered = fuzz.Answered(got.status, got.body, got.headers["content-type"])
        fuzz.check(prepared, answered, desk.policy.limit.cap_cents)
        statuses.add(got.status)

    ask()
    return statuses


@pytest.mark.long
def test_requests_by_the_document_are_answered_as_it_says(shop, known, desk):
    statuses = random_requests(shop, known, desk, fuzz.by_document, 60)
    assert statuses >= {404, 422}


def test_requests_that_are_nearly_right_decide_nothing_outside_the_policy(shop, known, desk):
    statuses = random_requests(shop, known, desk, fuzz.nearly_right, 170)
    assert statuses >= {201, 400, 401, 422}


def text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def test_every_route_is_described_and_served(shop):
    described = json.loads(shop.send("GET", "/api/openapi.json").body)
    assert described["openapi"] == "3.1.0"
    assert set(described["paths"]) == {operation.path for operation in OPERATIONS}
    for operation in OPERATIONS:
        path = operation.path.replace("{decision_id}", "d" + "0" * 30)
        got = shop.send(operation.method.upper(), path, {}, {"authorization": ""})
        assert got.status == 401
    assert described["components"]["schemas"]["DecisionRequest"]["additionalProperties"] is False


def test_the_docs_page_is_made_of_the_document_and_loads_nothing(shop):
    page = shop.send("GET", "/api/docs")
    html = page.body.decode()
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    for operation in OPERATIONS:
        assert f"<code>{operation.method.upper()} {operation.path}</code>" in html
    assert 'id="key-reused"' in html
    assert "<script" not in html
    assert "src=" not in html
    assert "http" not in html.replace("httpapi", "").replace('"type": "http"', "")
