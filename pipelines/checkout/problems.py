"""What can be wrong with a request, as RFC 9457 problems: a plain reason and what to do."""

from dataclasses import dataclass, field

import msgspec

MEDIA_TYPE = b"application/problem+json"


class ProblemDocument(msgspec.Struct, kw_only=True, rename="camel"):
    """A problem as it is answered; `detail` says what is wrong and what to do."""

    type: str
    title: str
    status: int
    detail: str


KINDS: dict[str, tuple[int, str]] = {
    "bad-request": (400, "The request is not well formed"),
    "key-missing": (400, "An Idempotency-Key is needed"),
    "unauthorized": (401, "No valid API key"),
    "not-found": (404, "There is nothing here"),
    "method": (405, "This method is not offered here"),
    "slow": (408, "The request took too long to arrive"),
    "expired": (409, "The offer no longer stands"),
    "not-accepted": (409, "The offer was not accepted"),
    "no-offer": (409, "Nothing was offered"),
    "limit-used": (409, "A limit has been used up since"),
    "too-large": (413, "The request is too large"),
    "media-type": (415, "The body must be JSON"),
    "invalid": (422, "A value is not acceptable"),
    "key-reused": (422, "The key was used for another request"),
    "terms-differ": (422, "These are not the terms that were offered"),
    "too-many": (429, "Too many requests"),
    "failed": (500, "Something went wrong on our side"),
    "unavailable": (503, "The decision cannot be kept safely now"),
}
"""Every kind of problem with its status and title; its type is `/api/docs#KIND`."""


@dataclass
class Problem(Exception):
    """A request that is not fulfilled; `detail` is one line for the caller."""

    kind: str
    detail: str
    headers: tuple[tuple[bytes, bytes], ...] = field(default=())

    @property
    def status(self) -> int:
        """The HTTP status of the answer."""
        return KINDS[self.kind][0]

    def body(self) -> bytes:
        """The problem document."""
        status, title = KINDS[self.kind]
        document = ProblemDocument(
            type=f"/api/docs#{self.kind}", title=title, status=status, detail=self.detail
        )
        return msgspec.json.encode(document)


def try_again(kind: str, detail: str, seconds: int) -> Problem:
    """A problem that passes: the answer says after how many seconds."""
    return Problem(kind, detail, ((b"retry-after", str(seconds).encode()),))
