"""A checkout service on the shared demo's desk, with a workbench of its own to write to."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pipelines.checkout import Accepted, CheckoutDesk, PurchaseRequest
from pipelines.checkout.app import CheckoutApp
from pipelines.checkout.service import CheckoutService
from pipelines.settings import Settings
from pipelines.store import Workbench
from pipelines.store.checkout_clients import create_client

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Got:
    """What came back."""

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body)


@dataclass
class Clock:
    """A clock that tests move."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **duration: float) -> None:
        self.now += timedelta(**duration)


@dataclass
class Shop:
    """A client of the service; every call without a key of its own gets a new one."""

    app: CheckoutApp
    thread: ThreadPoolExecutor
    loop: asyncio.AbstractEventLoop
    api_key: str
    settings: Settings
    clock: Clock
    count: int = field(default=0)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """What the service's event loop makes of some work."""
        return self.thread.submit(self.loop.run_until_complete, work).result()

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: dict[str, str] | None = None,
        chunks: Sequence[bytes] | None = None,
    ) -> Got:
        return self.run(self.sending(method, path, body, headers, chunks))

    async def sending(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: dict[str, str] | None = None,
        chunks: Sequence[bytes] | None = None,
    ) -> Got:
        self.count += 1
        own = {
            "authorization": f"Bearer {self.api_key}",
            "content-type": "application/json",
            "idempotency-key": f"key-{self.count}",
        }
        own |= headers or {}
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        parts = list(chunks) if chunks is not None else [content]
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        raw = [(name.encode(), value.encode()) for name, value in own.items() if value]
        scope = {"type": "http", "method": method, "path": path, "headers": raw}
        await self.app(scope, receive, send)
        answered = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Got(sent[0]["status"], sent[1]["body"], answered)

    def decide(self, merchant: str, amount: str = "500.00", key: str = "", **more: object) -> Got:
        headers = {"idempotency-key": key} if key else None
        body = {"merchant_id": merchant, "amount": amount, "currency": "USD", **more}
        return self.send("POST", "/api/decisions", body, headers)

    def accept(self, decided: Got, **changes: str) -> Got:
        offer = decided.json["offer"]
        body = {"amount": offer["amount"], "offer": offer["offer"], **changes}
        return self.send("POST", f"/api/decisions/{decided.json['decision_id']}/accept", body)

    def refund(self, decided: Got, key: str = "", **body: str) -> Got:
        path = f"/api/decisions/{decided.json['decision_id']}/refund"
        return self.send("POST", path, body, {"idempotency-key": key} if key else None)

    def state(self, decided: Got) -> Got:
        return self.send("GET", f"/api/decisions/{decided.json['decision_id']}")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with Workbench(self.settings).transaction() as con:
            return con.execute(sql).fetchall()

    def another(self, name: str = "another", rate: int = 10_000) -> "Shop":
        """Another client of the same service."""
        key = create_client(Workbench(self.settings), name, rate)[1]
        return Shop(self.app, self.thread, self.loop, key, self.settings, self.clock)


@pytest.fixture(scope="session")
def desk(demo_store) -> CheckoutDesk:
    return CheckoutDesk.open(Settings(store=demo_store))


@pytest.fixture
def open_shop(desk, tmp_path) -> Iterator[Callable[..., Shop]]:
    """Opens services on one workbench, as processes of their own would be.

    Their loop has a thread of its own: a browser test before may leave one running here.
    """
    thread, loop, apps = ThreadPoolExecutor(max_workers=1), asyncio.new_event_loop(), []
    settings = Settings(store=tmp_path / "store")
    key = create_client(Workbench(settings), "shop", 10_000)[1]

    def open_shop(opened: Callable[[Settings], CheckoutDesk] = lambda _: desk) -> Shop:
        clock = Clock()
        app = CheckoutApp(CheckoutService(settings, clock, opened))
        apps.append(app)
        return Shop(app, thread, loop, key, settings, clock)

    yield open_shop
    for app in apps:
        app.close()
    loop.close()
    thread.shutdown()


@pytest.fixture
def shop(open_shop) -> Shop:
    return open_shop()


@pytest.fixture(scope="session")
def merchants(desk) -> dict[str, list[str]]:
    """The first merchants of the book by what they are answered when they ask for 500."""
    found: dict[str, list[str]] = {}
    for merchant in list(desk.merchants.rows)[:40]:
        decided = desk.decide(PurchaseRequest(merchant, 50_000), Accepted(), "d", NOON)
        found.setdefault(decided.decision.decision, []).append(merchant)
    return found


@pytest.fixture
def good(merchants) -> str:
    """A merchant who is approved for 500."""
    return merchants["approve"][0]
