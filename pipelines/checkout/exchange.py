"""The plain parts of HTTP that the routes rest on: reading a body within bounds, answering."""

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from pipelines.checkout.problems import MEDIA_TYPE, Problem

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = tuple[tuple[bytes, bytes], ...]

MOST_BYTES = 16_384
BODY_SECONDS = 10
VISIBLE = re.compile(rb"[!-~]{1,255}")

SECURITY: Headers = (
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    ),
    (b"referrer-policy", b"no-referrer"),
)


@dataclass(frozen=True)
class Reply:
    """What is sent back."""

    status: int
    body: bytes
    media_type: bytes = b"application/json"
    headers: Headers = ()

    async def send(self, send: Send) -> None:
        """Send it."""
        headers = [
            (b"content-type", self.media_type),
            (b"content-length", str(len(self.body)).encode()),
            *SECURITY,
            *self.headers,
        ]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})


def problem_reply(problem: Problem) -> Reply:
    """A problem as an answer."""
    return Reply(problem.status, problem.body(), MEDIA_TYPE, problem.headers)


def api_key(headers: dict[bytes, bytes]) -> str | None:
    """The key that a request shows, if any."""
    shown = headers.get(b"x-api-key")
    if shown is None:
        scheme, _, shown = headers.get(b"authorization", b"").partition(b" ")
        if scheme.lower() != b"bearer":
            return None
    return shown.strip().decode("latin-1")


def idempotency_key(headers: dict[bytes, bytes]) -> str:
    """The request's key of 1 to 255 visible characters; Problem 400 otherwise."""
    shown = headers.get(b"idempotency-key")
    if not shown:
        raise Problem("key-missing", "send an Idempotency-Key header, new for each new request")
    if not VISIBLE.fullmatch(shown):
        raise Problem(
            "bad-request",
            "the Idempotency-Key must be 1 to 255 visible ASCII characters: shorten it",
        )
    return shown.decode("ascii")


def check_json(headers: dict[bytes, bytes]) -> None:
    """Problem 415 unless the body is said to be JSON in UTF-8."""
    kind, _, parameters = headers.get(b"content-type", b"").partition(b";")
    charset = parameters.strip().lower().replace(b'"', b"")
    if kind.strip().lower() != b"application/json" or charset not in (b"", b"charset=utf-8"):
        raise Problem("media-type", "send Content-Type: application/json, in UTF-8")


async def read_body(receive: Receive, headers: dict[bytes, bytes]) -> bytes:
    """The body; Problem 413 as soon as it is too large, 408 where it does not arrive."""
    stated = headers.get(b"content-length", b"0")
    if stated.isdigit() and int(stated) > MOST_BYTES:
        raise _too_large()
    message = await receive()
    if not message.get("more_body"):
        return _within(message.get("body", b""))
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _rest(receive, message.get("body", b""))
    except TimeoutError as error:
        raise Problem("slow", f"the body took more than {BODY_SECONDS} s: send it again") from error


async def _rest(receive: Receive, body: bytes) -> bytes:
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Problem("bad-request", "the body ended early: send it whole")
        body = _within(body + message.get("body", b""))
        more = bool(message.get("more_body"))
    return body


def _within(body: bytes) -> bytes:
    if len(body) > MOST_BYTES:
        raise _too_large()
    return body


def _too_large() -> Problem:
    return Problem("too-large", f"a body has at most {MOST_BYTES} bytes: send less")
