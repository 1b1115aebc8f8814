"""The service killed again and again under load: nothing acknowledged is lost, nothing doubled."""

import http.client
import json
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from pipelines.checkout.replay import Replay
from pipelines.features import newest_features
from pipelines.settings import Settings
from pipelines.store import Workbench
from pipelines.store.checkout_records import checkout_decisions
from tests.faults.served import Served, free_port, new_key

KILLS = 100
BUYERS = 8
EVENTS = "select decision_id, answer from checkout_events where (kind = 'accepted') = ?"


@dataclass
class Ledger:
    """What buyers were told: of each key, each acceptance and refund; and what went wrong."""

    decided: dict[tuple[str, str], bytes] = field(default_factory=dict)
    accepted: dict[str, bytes] = field(default_factory=dict)
    refunded: dict[str, bytes] = field(default_factory=dict)
    repeated: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Buyer(threading.Thread):
    """Asks, accepts, refunds, and repeats with the same key until it is answered."""

    number: int
    port: int
    api_key: str
    merchants: list[str]
    ledger: Ledger
    ending: threading.Event

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.random = random.Random(self.number)
        self.con = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)

    def run(self) -> None:
        """Go on until told to end; what has been asked is asked until it is answered."""
        count = 0
        while not self.ending.is_set():
            count += 1
            self._purchase(f"{self.number}-{count}")

    def _purchase(self, key: str) -> None:
        merchant = self.random.choice(self.merchants)
        amount = f"{self.random.randint(50_000, 500_000) / 100:.2f}"
        body = json.dumps({"merchant_id": merchant, "amount": amount, "currency": "USD"})
        answer = self._until_answered("/api/decisions", key, body, 201)
        self.ledger.decided[merchant, key] = answer
        if not self.random.randrange(5):
            again = self._until_answered("/api/decisions", key, body, 201)
            self._same(again, answer, key)
        offer = json.loads(answer)["offer"]
        if offer and not self.random.randrange(3):
            self._accept(json.loads(answer)["decision_id"], offer)

    def _accept(self, decision_id: str, offer: dict[str, str]) -> None:
        body = json.dumps({"amount": offer["amount"], "offer": offer["offer"]})
        path = f"/api/decisions/{decision_id}/accept"
        answer = self._until_answered(path, "-", body, 200, 409)
        if b'"kind":"accepted"' in answer:
            self.ledger.accepted[decision_id] = answer
            self._same(self._until_answered(path, "-", body, 200), answer, decision_id)
            self._refund(decision_id)

    def _refund(self, decision_id: str) -> None:
        path, key = f"/api/decisions/{decision_id}/refund", f"refund-{decision_id}"
        answer = self._until_answered(path, key, "{}", 200)
        self.ledger.refunded[decision_id] = answer
        self._same(self._until_answered(path, key, "{}", 200), answer, decision_id)

    def _same(self, again: bytes, first: bytes, name: str) -> None:
        self.ledger.repeated += 1
        if again != first:
            self.ledger.wrong.append(f"{name} was answered otherwise when repeated")

    def _until_answered(self, path: str, key: str, body: str, *wanted: int) -> bytes:
        headers = {
            "X-API-Key": self.api_key,
            "Idempotency-Key": key,
            "Content-Type": "application/json",
        }
        while True:
            try:
                self.con.request("POST", path, body, headers)
                got = self.con.getresponse()
                answer = got.read()
            except (OSError, http.client.HTTPException):
                self.con.close()
                time.sleep(0.02)
                continue
            if got.status in wanted:
                return answer
            if got.status != 503:
                self.ledger.wrong.append(f"{got.status} for {key}: {answer!r}")
                return b'{"offer":null}'


def kill_under_load(settings: Settings, kills: int = KILLS) -> list[str]:
    """Kill the service `kills` times; returns what was found, each line a violation or a count."""
    served = Served(settings.store, free_port())
    ledger, ending = Ledger(), threading.Event()
    key, merchants = new_key(settings), list(newest_features(settings).frame.index[:300])
    buyers = [Buyer(n, served.port, key, merchants, ledger, ending) for n in range(BUYERS)]
    chance = random.Random(7)
    served.start()
    for buyer in buyers:
        buyer.start()
    for _ in range(kills):
        time.sleep(chance.uniform(0.05, 0.8))
        served.kill()
        served.start()
    ending.set()
    for buyer in buyers:
        buyer.join()
    served.stop()
    return [*violations(settings, ledger), *_counts(kills, settings, ledger)]


def violations(settings: Settings, ledger: Ledger) -> list[str]:
    """What was acknowledged and is not kept, kept twice, or no longer the same: lines of FAILED."""
    kept = list(checkout_decisions(settings))
    times = Counter((record.merchant_id, record.idempotency_key) for record in kept)
    answers = {(record.merchant_id, record.idempotency_key): record.answer for record in kept}
    with Workbench(settings).transaction() as con:
        accepted, refunded = (con.execute(EVENTS, (kind,)).fetchall() for kind in (True, False))
    took, back = dict(accepted), dict(refunded)
    more = Counter(name for name, _ in accepted) + Counter(f"{name} back" for name, _ in refunded)
    lost = [key for key, answer in ledger.decided.items() if answers.get(key) != answer]
    undone = [
        *(name for name, told in ledger.accepted.items() if took.get(name) != told),
        *(name for name, told in ledger.refunded.items() if back.get(name) != told),
    ]
    wrong = [
        *ledger.wrong,
        *(f"{key} is not kept as answered" for key in lost),
        *(f"{key} is kept {n} times" for key, n in times.items() if n > 1),
        *(f"{name}'s acceptance or refund is lost" for name in undone),
        *(f"{name} was accepted or refunded {n} times" for name, n in more.items() if n > 1),
    ]
    wrong += [
        f"{found.decision_id} replays otherwise: {found.difference}"
        for found in Replay(settings).all(kept)
        if found.difference
    ]
    return [f"FAILED {line}" for line in wrong]


def _counts(kills: int, settings: Settings, ledger: Ledger) -> list[str]:
    kept = sum(1 for _ in checkout_decisions(settings))
    return [
        f"{kills} kills: {len(ledger.decided):,} decisions acknowledged, {kept:,} replayed",
        f"{len(ledger.accepted):,} offers accepted, {len(ledger.refunded):,} refunded, "
        f"{ledger.repeated:,} requests repeated and answered alike",
    ]
