"""Random requests made from the OpenAPI document, and what every answer to one must be like."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import jsonschema_rs
import requests
import schemathesis
from hypothesis import strategies as st
from schemathesis import GenerationMode

from pipelines.checkout.openapi import document

AMOUNTS = st.one_of(
    st.integers(0, 20_000_000).map(lambda cents: f"{cents // 100}.{cents % 100:02d}"),
    st.sampled_from(["500", "499.99", "150000", "150000.00", "150000.01", "0.01", "1e400", "-1"]),
)

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | AMOUNTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=3,
)
PATHS = (
    "/api/decisions",
    "/api/decisions",
    "/api/decisions/{decision_id}/accept",
    "/api/decisions/{decision_id}/refund",
)


@dataclass(frozen=True)
class Known:
    """What a random request may happen to name: merchants, decisions, and a valid key."""

    merchants: Sequence[str]
    decisions: Sequence[str]
    offers: Sequence[str]
    api_key: str
    base: str = "http://127.0.0.1"


@dataclass(frozen=True)
class Answered:
    """The parts of an answer that are judged."""

    status: int
    body: bytes
    media_type: str


@st.composite
def by_document(draw: st.DrawFn, known: Known) -> requests.PreparedRequest:
    """A request within the document or outside it, half of the time with names that are known."""
    mode = draw(st.sampled_from([GenerationMode.POSITIVE, GenerationMode.NEGATIVE]))
    case = draw(_strategies(mode)[draw(st.integers(0, 3))])
    kwargs = case.as_transport_kwargs(base_url=known.base)
    if "{decision_id}" in case.path and draw(st.booleans()):
        kwargs["url"] = known.base + case.path.replace(
            "{decision_id}", _some(draw, known.decisions)
        )
    if isinstance(kwargs.get("json"), dict) and draw(st.booleans()):
        kwargs["json"] = kwargs["json"] | _good(draw, case.path, known)
    wanted = ("method", "url", "params", "data", "json", "files")
    given = {name: kwargs[name] for name in wanted if kwargs.get(name) is not None}
    headers = dict(kwargs.get("headers") or {}) | {"X-API-Key": _key(draw, known)}
    headers.pop("Authorization", None)
    return requests.Request(headers=headers, **given).prepare()


@st.composite
def nearly_right(draw: st.DrawFn, known: Known) -> requests.PreparedRequest:
    """A right request with some of its values or bytes replaced."""
    path = draw(st.sampled_from(PATHS)).replace("{decision_id}", _some(draw, known.decisions))
    body = _good(draw, path, known)
    for name in draw(st.lists(st.sampled_from([*body, "supplier_id", "tier"]), max_size=2)):
        body[name] = draw(JUNK)
    sent = json.dumps(body).encode()
    if not draw(st.integers(0, 3)):
        sent = _damaged(draw, sent)
    headers = {
        "X-API-Key": _key(draw, known),
        "Content-Type": "application/json",
        "Idempotency-Key": f"{draw(st.integers(0, 10**12))}",
    }
    return requests.Request("POST", known.base + path, headers, data=sent).prepare()


def check(prepared: requests.PreparedRequest, answered: Answered, most_cents: int) -> None:
    """Assert what holds for every answer: documented, of its shape, and within the policy."""
    assert answered.status < 500, answered.body
    if answered.status >= 400:
        assert answered.media_type == "application/problem+json"
        found = json.loads(answered.body)
        _validator("ProblemDocument").validate(found)
        assert found["detail"].strip(), found
        assert "Traceback" not in found["detail"]
        return
    if answered.status == 201:
        found = json.loads(answered.body)
        _validator("DecisionAnswer").validate(found)
        sent = json.loads(prepared.body or b"")
        assert (found["merchant_id"], found["currency"]) == (sent["merchant_id"], "USD")
        if found["offer"] is not None:
            offered = _cents(found["offer"]["amount"])
            assert 50_000 <= offered <= min(most_cents, _cents(found["requested"]))
    else:
        assert answered.status == 200
        shape = "DecisionState" if prepared.method == "GET" else "EventAnswer"
        _validator(shape).validate(json.loads(answered.body))


@cache
def _strategies(mode: GenerationMode) -> list[st.SearchStrategy[Any]]:
    schema = schemathesis.openapi.from_dict(document())
    return [result.ok().as_strategy(generation_mode=mode) for result in schema.get_all_operations()]


@cache
def _validator(shape: str) -> Any:
    whole = {"$ref": f"#/components/schemas/{shape}", "components": document()["components"]}
    return jsonschema_rs.Draft202012Validator(whole)


def _good(draw: st.DrawFn, path: str, known: Known) -> dict[str, Any]:
    """What a right body for `path` may say, with any amount."""
    if path.endswith("/accept"):
        return {"amount": draw(AMOUNTS), "offer": _some(draw, known.offers)}
    if path.endswith("/refund"):
        return {"amount": draw(AMOUNTS)}
    merchant, currency = _some(draw, known.merchants), _some(draw, ("USD", "USD", "USD", "EUR"))
    return {
        "merchant_id": merchant,
        "amount": draw(AMOUNTS),
        "currency": currency,
        "supplier_id": "S1",
        "attributes": {},
    }


def _some(draw: st.DrawFn, names: Sequence[str]) -> str:
    return draw(st.sampled_from(names))


def _key(draw: st.DrawFn, known: Known) -> str:
    return _some(draw, (known.api_key, known.api_key, known.api_key, "wrong"))


def _damaged(draw: st.DrawFn, body: bytes) -> bytes:
    """A body with some bytes put in the place of others."""
    start = draw(st.integers(0, len(body)))
    end = draw(st.integers(start, min(len(body), start + 8)))
    return body[:start] + draw(st.binary(max_size=8)) + body[end:]


def _cents(amount: str) -> int:
    return int(amount.replace(".", ""))
