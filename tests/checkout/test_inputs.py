"""Whatever is sent is answered with a reason, and nothing is decided that should not be."""

import pytest

from pipelines.checkout.exchange import MOST_BYTES

GOOD = '{"merchant_id":"%s","amount":"500.00","currency":"USD"%s}'
COUNT = "select count(*) from checkout_decisions"


def body(good: str, more: str = "") -> bytes:
    return (GOOD % (good, more)).encode()


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"amount": "0"}, 422),
        ({"amount": "0.00"}, 422),
        ({"amount": "-500"}, 422),
        ({"amount": "499.99"}, 422),
        ({"amount": "150000.01"}, 422),
        ({"amount": "9999999999.99"}, 422),
        ({"amount": "99999999999"}, 422),
        ({"amount": "500.001"}, 422),
        ({"amount": "500."}, 422),
        ({"amount": ".5"}, 422),
        ({"amount": "0500"}, 422),
        ({"amount": "5e2"}, 422),
        ({"amount": "1_000"}, 422),
        ({"amount": "500\n"}, 422),
        ({"amount": " 500"}, 422),
        ({"amount": "٥٠٠"}, 422),
        ({"amount": "NaN"}, 422),
        ({"amount": "Infinity"}, 422),
        ({"amount": ""}, 422),
        ({"amount": 500}, 422),
        ({"amount": 500.0}, 422),
        ({"amount": None}, 422),
        ({"amount": ["500"]}, 422),
        ({"currency": "EUR"}, 422),
        ({"currency": "usd"}, 422),
        ({"currency": "USD\n"}, 422),
        ({"currency": ""}, 422),
        ({"currency": None}, 422),
        ({"merchant_id": "nobody"}, 422),
        ({"merchant_id": ""}, 422),
        ({"merchant_id": "M" * 101}, 422),
        ({"merchant_id": "M\u0000"}, 422),
        ({"merchant_id": "M\n"}, 422),
        ({"merchant_id": "' or 1=1 --"}, 422),
        ({"merchant_id": 7}, 422),
        ({"supplier_id": ""}, 422),
        ({"supplier_id": {}}, 422),
        ({"attributes": {"unknown": 1}}, 422),
        ({"attributes": {"a": {"b": 1}}}, 422),
        ({"attributes": {"a": [1]}}, 422),
        ({"attributes": {"a": None}}, 422),
        ({"attributes": {str(n): n for n in range(65)}}, 422),
        ({"attributes": {"a": 10**400}}, 422),
        ({"attributes": []}, 422),
        ({"decided_at": "2026-01-01"}, 422),
        ({"tier": "low"}, 422),
        ({"limit": "150000"}, 422),
    ],
)
def test_a_value_that_is_not_acceptable(shop, good, change, status):
    asked = {"merchant_id": good, "amount": "500.00", "currency": "USD"} | change
    got = shop.send("POST", "/api/decisions", asked)
    assert got.status == status
    assert got.headers["content-type"] == "application/problem+json"
    assert got.json["status"] == status
    assert len(got.json["detail"]) > 10
    assert shop.rows(COUNT) == [(0,)]


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"{}",
        b"\xff\xfe{}",
        b"\xef\xbb\xbf{}",
        b"[" * 16_000,
        b'{"a":' * 3_000,
        b'{"merchant_id":"\xff","amount":"500","currency":"USD"}',
        b'{"merchant_id":"\\ud800","amount":"500","currency":"USD"}',
        b'{"merchant_id":"M","amount":NaN,"currency":"USD"}',
        b'{"merchant_id":"M","amount":1e400,"currency":"USD"}',
        b'{"merchant_id":"M","amount":"500","currency":"USD"}{}',
        b'{"merchant_id":"M","amount":"500","currency":"USD","attributes":{"a":1e400}}',
        b'{"merchant_id":"M","amount":"500","currency":"USD","attributes":{"a":Infinity}}',
    ],
)
def test_a_body_that_is_none(shop, sent):
    got = shop.send("POST", "/api/decisions", sent)
    assert got.status in (400, 422)
    assert len(got.json["detail"]) > 10


def test_a_name_given_twice_is_refused(shop, good):
    got = shop.send("POST", "/api/decisions", body(good, ',"amount":"600.00"'))
    assert (got.status, "twice" in got.json["detail"]) == (400, True)
    nested = shop.send("POST", "/api/decisions", body(good, ',"attributes":{"a":1,"a":2}'))
    assert nested.status in (400, 422)
    assert shop.rows(COUNT) == [(0,)]


def test_a_body_is_bounded_as_it_arrives(shop, good):
    padded = body(good).ljust(MOST_BYTES)
    assert shop.send("POST", "/api/decisions", padded).status == 201
    assert shop.send("POST", "/api/decisions", padded + b" ").status == 413
    parts = [b" " * 1_000] * 10_000
    assert shop.send("POST", "/api/decisions", chunks=parts).status == 413
    assert len(parts) == 10_000
    stated = {"content-length": "99999999999999"}
    assert shop.send("POST", "/api/decisions", body(good), stated).status == 413


def test_a_body_may_come_in_pieces(shop, good):
    whole = body(good)
    got = shop.send("POST", "/api/decisions", chunks=[whole[:9], whole[9:20], whole[20:]])
    assert got.status == 201


@pytest.mark.parametrize(
    ("media_type", "status"),
    [
        ("application/json", 201),
        ("Application/JSON; charset=UTF-8", 201),
        ('application/json;charset="utf-8"', 201),
        ("application/json; charset=utf-16", 415),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("", 415),
    ],
)
def test_the_body_is_said_to_be_json(shop, good, media_type, status):
    got = shop.send("POST", "/api/decisions", body(good), {"content-type": media_type})
    assert got.status == status


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/decisions", 405),
        ("DELETE", "/api/decisions/d" + "0" * 30, 405),
        ("GET", "/api/decisions/d" + "0" * 30 + "/accept", 405),
        ("POST", "/healthz", 405),
        ("GET", "/api/decisions/", 404),
        ("GET", "/api/decisions/../../etc/passwd", 404),
        ("GET", "/api/decisions/\ud800", 404),
        ("POST", "/api/decisions/d0/steal", 404),
        ("GET", "/", 404),
        ("GET", "/api", 404),
    ],
)
def test_addresses_and_methods_that_are_none(shop, method, path, status):
    got = shop.send(method, path)
    assert got.status == status
    assert (status == 405) == ("allow" in got.headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": ""},
        {"authorization": "Bearer wrong"},
        {"authorization": "Basic abc"},
        {"authorization": "Bearer"},
        {"authorization": "", "x-api-key": "wrong"},
        {"x-api-key": "wrong"},
        {"authorization": "Bearer \x00\xff"},
    ],
)
def test_without_a_valid_key_nothing_is_answered(shop, good, headers):
    got = shop.send("POST", "/api/decisions", body(good), headers)
    assert (got.status, got.headers["www-authenticate"]) == (401, "Bearer")


def test_every_answer_forbids_sniffing_and_keeping(shop, good):
    for got in (shop.decide(good), shop.decide("nobody"), shop.send("GET", "/api/docs")):
        assert got.headers["x-content-type-options"] == "nosniff"
        assert got.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in got.headers["content-security-policy"]
