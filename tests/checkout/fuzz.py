"""Random requests made from the OpenAPI document, and what every answer to one must be like."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import jsonschema_rs
import requests
import schemathesis
from hypothesis import strategies as st
from schemathesis import GenerationMode

from pipelines.checkout.openapi import document

BASE = "http://127.0.0.1"
AMOUNTS = st.one_of(
    st.integers(0, 20_000_000).map(lambda cents: f"{cents // 100}.{cents % 100:02d}"),
    st.sampled_from(["500", "499.99", "150000", "150000.00", "150000.01", "0.01", "1e400", "-1"]),
)


@dataclass(frozen=True)
class Known:
    """What a random request may happen to name: merchants, decisions, and a valid key."""

    merchants: Sequence[str]
    decisions: Sequence[str]
    offers: Sequence[str]
    api_key: str


@dataclass(frozen=True)
class Answered:
    """The parts of an answer that are judged."""

    status: int
    body: bytes
    media_type: str


@st.composite
def asked(draw: st.DrawFn, known: Known) -> requests.PreparedRequest:
    """One request: within the document or outside it, often with names that are known."""
    mode = draw(st.sampled_from([GenerationMode.POSITIVE, GenerationMode.NEGATIVE]))
    operation = draw(st.sampled_from(range(4)))
    case = draw(_strategies(mode)[operation])
    kwargs = case.as_transport_kwargs(base_url=BASE)
    if "{decision_id}" in case.path and draw(st.booleans()):
        kwargs["url"] = BASE + case.path.replace(
            "{decision_id}", draw(st.sampled_from(known.decisions))
        )
    if isinstance(kwargs.get("json"), dict) and draw(st.booleans()):
        kwargs["json"] = kwargs["json"] | _named(draw, case.path, known)
    headers = dict(kwargs.pop("headers") or {})
    headers["X-API-Key"] = known.api_key if draw(st.integers(0, 19)) else "wrong"
    headers.pop("Authorization", None)
    if isinstance(kwargs.get("json"), dict) and not draw(st.integers(0, 9)):
        kwargs["data"] = _damaged(draw, json.dumps(kwargs.pop("json")).encode())
        headers["Content-Type"] = "application/json"
    prepared = requests.Request(headers=headers, **_plain(kwargs)).prepare()
    return prepared


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


def _named(draw: st.DrawFn, path: str, known: Known) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if draw(st.booleans()):
        changes["amount"] = draw(AMOUNTS)
    if path.endswith("/accept"):
        changes["offer"] = draw(st.sampled_from(known.offers))
    elif not path.endswith("/refund"):
        changes["merchant_id"] = draw(st.sampled_from(known.merchants))
        changes["currency"] = draw(st.sampled_from(["USD", "USD", "USD", "EUR"]))
        if draw(st.booleans()):
            changes["attributes"] = {}
    return changes


def _damaged(draw: st.DrawFn, body: bytes) -> bytes:
    """A body with some bytes put in the place of others."""
    start = draw(st.integers(0, len(body)))
    end = draw(st.integers(start, min(len(body), start + 8)))
    return body[:start] + draw(st.binary(max_size=8)) + body[end:]


def _plain(kwargs: dict[str, Any]) -> dict[str, Any]:
    wanted = ("method", "url", "params", "data", "json", "files")
    return {name: kwargs[name] for name in wanted if kwargs.get(name) is not None}


def _cents(amount: str) -> int:
    return int(amount.replace(".", ""))


Sender = Callable[[requests.PreparedRequest], Answered]
