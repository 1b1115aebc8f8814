"""The service's OpenAPI 3.1 document, made from the shapes that requests are read by."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from pipelines.checkout.messages import (
    AcceptRequest,
    DecisionAnswer,
    DecisionRequest,
    EventAnswer,
    RefundRequest,
)
from pipelines.checkout.problems import KINDS, ProblemDocument

ABOUT = (
    "Decides whether a merchant's purchase is financed, and on which terms. Amounts are text with "
    "at most two decimals; times are UTC. A request that is repeated with the same "
    "Idempotency-Key gets the same bytes again; the key stands for one request of one client for "
    "one merchant. Every error is a problem document (RFC 9457) that says what is wrong and what "
    "to do."
)
STATES = ("open", "expired", "accepted", "undone", "refunded", "closed")
EVERYWHERE = (401, 404, 405, 429, 503)
WITH_BODY = (400, 408, 413, 415, 422)


@dataclass(frozen=True)
class Operation:
    """One route: its method and path, what it does, what it reads and answers."""

    method: str
    path: str
    name: str
    summary: str
    reads: type | None
    answers: tuple[int, str] = (200, "EventAnswer")
    keyed: bool = False
    problems: tuple[int, ...] = EVERYWHERE


OPERATIONS = (
    Operation(
        "post",
        "/api/decisions",
        "decide",
        "Decide a purchase; the answer is kept before it is given",
        DecisionRequest,
        answers=(201, "DecisionAnswer"),
        keyed=True,
        problems=(*EVERYWHERE, *WITH_BODY),
    ),
    Operation(
        "get",
        "/api/decisions/{decision_id}",
        "state",
        "A decision as it was answered, and what happened to it since",
        None,
        answers=(200, "DecisionState"),
    ),
    Operation(
        "post",
        "/api/decisions/{decision_id}/accept",
        "accept",
        "Take the offer: its amount and the digest of its terms; repeated, the same bytes",
        AcceptRequest,
        problems=(*EVERYWHERE, *WITH_BODY, 409),
    ),
    Operation(
        "post",
        "/api/decisions/{decision_id}/refund",
        "refund",
        "Undo the purchase within the refund window, or pay back a part of it",
        RefundRequest,
        keyed=True,
        problems=(*EVERYWHERE, *WITH_BODY, 409),
    ),
)


@cache
def document() -> dict[str, Any]:
    """The document as plain values."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pay Later at the checkout", "version": "1", "description": ABOUT},
        "security": [{"bearer": []}, {"header": []}],
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
            },
        },
    }


@cache
def openapi() -> bytes:
    """The document as it is served."""
    return msgspec.json.encode(document())


def _operation(operation: Operation) -> dict[str, Any]:
    status, shape = operation.answers
    answers = {str(status): _content(operation.summary, "application/json", shape)}
    for problem in sorted(set(operation.problems)):
        titles = "; ".join(title for code, title in KINDS.values() if code == problem)
        answers[str(problem)] = _content(titles, "application/problem+json", "ProblemDocument")
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": _parameters(operation),
        "responses": answers,
    }
    if operation.reads is not None:
        content = {"application/json": {"schema": _ref(operation.reads.__name__)}}
        described["requestBody"] = {"required": True, "content": content}
    return described


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    found = []
    if "{decision_id}" in operation.path:
        schema: dict[str, Any] = {"type": "string", "pattern": "^d[0-9a-f]{30}$"}
        found.append({"name": "decision_id", "in": "path", "required": True, "schema": schema})
    if operation.keyed:
        schema = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"}
        what = "New for each new request, the same for every repetition of it."
        found.append(
            {"name": "Idempotency-Key", "in": "header", "required": True}
            | {"description": what, "schema": schema}
        )
    return found


def _schemas() -> dict[str, Any]:
    shapes = [operation.reads for operation in OPERATIONS if operation.reads is not None]
    _, schemas = msgspec.json.schema_components(
        [*shapes, DecisionAnswer, EventAnswer, ProblemDocument],
        ref_template="#/components/schemas/{name}",
    )
    state = {
        "type": "object",
        "description": "A decision as it was answered, and what happened to it since.",
        "properties": {
            "state": {"enum": list(STATES)},
            "answer": _ref("DecisionAnswer"),
            "events": {"type": "array", "items": _ref("EventAnswer")},
        },
        "required": ["state", "answer", "events"],
    }
    return {**schemas, "DecisionState": state}


def _content(what: str, media_type: str, shape: str) -> dict[str, Any]:
    return {"description": what, "content": {media_type: {"schema": _ref(shape)}}}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
