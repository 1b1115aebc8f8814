"""How often a client may ask: a bucket of tokens each, filled at the client's rate.

Buckets are this process's own; two processes let a client ask twice as often.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil

from pipelines.checkout.problems import try_again


@dataclass
class _Bucket:
    tokens: float
    filled_at: float


@dataclass
class Throttle:
    """Token buckets that hold what a client may send in a second."""

    clock: Callable[[], float] = time.monotonic
    buckets: dict[str, _Bucket] = field(default_factory=dict)

    def take(self, client_id: str, per_second: int) -> None:
        """Take one token; Problem 429 with the seconds to wait where there is none."""
        now = self.clock()
        bucket = self.buckets.setdefault(client_id, _Bucket(per_second, now))
        filled = bucket.tokens + (now - bucket.filled_at) * per_second
        bucket.tokens, bucket.filled_at = min(float(per_second), filled), now
        if bucket.tokens < 1:
            wait = max(1, ceil((1 - bucket.tokens) / per_second))
            raise try_again(
                "too-many",
                f"more than {per_second} requests in a second: wait {wait} s, then go on",
                wait,
            )
        bucket.tokens -= 1
