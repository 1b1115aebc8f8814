"""Reading a body: JSON of a known shape, whole, without a name given twice."""

import json
from typing import Any, TypeVar

import msgspec

from pipelines.checkout.messages import (
    PLAIN,
    AcceptRequest,
    DecisionRequest,
    RefundRequest,
    cents_of,
)
from pipelines.checkout.problems import Problem

Message = TypeVar("Message", DecisionRequest, AcceptRequest, RefundRequest)

DECODERS: dict[type, msgspec.json.Decoder[Any]] = {
    kind: msgspec.json.Decoder(kind) for kind in (DecisionRequest, AcceptRequest, RefundRequest)
}


def read(body: bytes, kind: type[Message]) -> Message:
    """Decode a body; Problem 400 where it is no JSON, 422 where a value is not acceptable."""
    try:
        message: Message = DECODERS[kind].decode(body)
        json.loads(body, object_pairs_hook=_once)
    except msgspec.ValidationError as error:
        raise Problem("invalid", f"{error}: see the schema at /api/openapi.json") from error
    except _TwiceError as error:
        raise Problem("bad-request", f"{error} is given twice: give it once") from error
    except (msgspec.DecodeError, UnicodeError, RecursionError, ValueError) as error:
        raise Problem(
            "bad-request", f"the body is not JSON ({_short(error)}): send one object"
        ) from error
    return message


def amount_cents(text: str) -> int:
    """The cents of an amount above zero; Problem 422 otherwise."""
    cents = cents_of(text)
    if cents is None:
        raise Problem("invalid", f'{text!r} is no amount: write it like "1250.00"')
    if cents == 0:
        raise Problem("invalid", "the amount must be above 0")
    return cents


def check_text(request: DecisionRequest) -> None:
    """Refuse identifiers and attributes with characters that can be neither kept nor shown."""
    texts = [request.merchant_id, request.supplier_id or "", *request.attributes]
    texts += [value for value in request.attributes.values() if isinstance(value, str)]
    for text in texts:
        if not PLAIN.fullmatch(text):
            raise Problem("invalid", f"{ascii(text)[:80]} has control characters: send plain text")


class _TwiceError(Exception):
    """A name that an object gives twice."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise _TwiceError(ascii(next(name for name in names if names.count(name) > 1))[:80])
    return found


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__
