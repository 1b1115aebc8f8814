"""Random requests over HTTP, by the document and nearly right, none of which may fail."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import requests
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as running

from pipelines.features import newest_features
from pipelines.offers import load_policy
from pipelines.settings import Settings
from tests.checkout import fuzz
from tests.faults.served import Served, free_port, new_key

COUNT = 10_000


def random_requests(settings: Settings, count: int = COUNT) -> list[str]:
    """Send `count` requests made in each way; raises at the first wrong answer."""
    served = Served(settings.store, free_port())
    served.start()
    try:
        known = _known(settings, served.port)
        ways = {"by the document": fuzz.by_document, "nearly right": fuzz.nearly_right}
        return [
            f"{count:,} random requests {name}: {_sent(settings, known, made, count)}"
            for name, made in ways.items()
        ]
    finally:
        served.stop()


def _sent(settings: Settings, known: fuzz.Known, made: Callable[..., Any], count: int) -> str:
    session, statuses = requests.Session(), Counter[int]()
    most = load_policy(settings.policy).limit.cap_cents

    @seed(20261127)
    @running(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(made(known))
    def ask(prepared: requests.PreparedRequest) -> None:
        got = session.send(prepared, timeout=30)
        kind = got.headers.get("content-type", "")
        fuzz.check(prepared, fuzz.Answered(got.status_code, got.content, kind), most)
        statuses[got.status_code] += 1

    ask()
    session.close()
    return ", ".join(f"{n:,} x {status}" for status, n in sorted(statuses.items()))


def _known(settings: Settings, port: int) -> fuzz.Known:
    """Merchants, and decisions made for them, of which one is accepted."""
    key, base = new_key(settings), f"http://127.0.0.1:{port}"
    merchants = [str(name) for name in newest_features(settings).frame.index[:50]]
    decisions, offers = [], []
    for merchant in merchants:
        answer = requests.post(
            f"{base}/api/decisions",
            json={"merchant_id": merchant, "amount": "500", "currency": "USD"},
            headers={"X-API-Key": key, "Idempotency-Key": "known"},
            timeout=30,
        ).json()
        if answer["offer"] is not None:
            decisions.append(answer["decision_id"])
            offers.append(answer["offer"]["offer"])
    return fuzz.Known(merchants, decisions, offers, key, base)
