"""Whose key a request shows, without asking the workbench each time."""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from pipelines.checkout.problems import Problem
from pipelines.store.checkout_clients import Client, client_of_key

KNOWN_SECONDS = 1.0
"""How long a key is trusted without looking again: a revoked one ends within this time."""


@dataclass
class KnownClients:
    """Keys seen lately and found valid; others are looked up each time."""

    clock: Callable[[], float] = time.monotonic
    known: dict[str, tuple[Client, float]] = field(default_factory=dict)

    def client(self, key: str | None, reader: Callable[[], sqlite3.Connection]) -> Client:
        """Whose key it is; Problem 401 where it is nobody's, or revoked."""
        seen = self.known.get(key or "")
        if seen is not None and self.clock() < seen[1]:
            return seen[0]
        found = client_of_key(reader(), key) if key else None
        if found is None or key is None:
            self.known.pop(key or "", None)
            raise Problem(
                "unauthorized",
                "send a valid key as `Authorization: Bearer KEY` or `X-API-Key: KEY`",
                ((b"www-authenticate", b"Bearer"),),
            )
        self.known[key] = found, self.clock() + KNOWN_SECONDS
        return found
