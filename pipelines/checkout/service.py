"""The service behind the routes: one answer a key, kept before it is given."""

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime

from pipelines.checkout import accepting
from pipelines.checkout.commits import Committer, LastingConnection
from pipelines.checkout.deciding import Scope, asked_for, decide, keep, same_request
from pipelines.checkout.desk import CheckoutDesk
from pipelines.checkout.known_clients import KnownClients
from pipelines.checkout.messages import AcceptRequest, DecisionRequest, RefundRequest
from pipelines.checkout.problems import Problem, try_again
from pipelines.checkout.reading import amount_cents
from pipelines.checkout.state import state_of
from pipelines.checkout.throttle import Throttle
from pipelines.checkout.watch import DeskWatch
from pipelines.settings import Settings
from pipelines.store import Workbench
from pipelines.store.checkout_clients import Client
from pipelines.store.checkout_records import CheckoutRecord, answered, checkout_decision

LOOK_SECONDS = 0.1
"""How long reading may go on in a workbench that another has taken the place of."""

InFlight = dict[Scope, tuple[str, "asyncio.Future[bytes]"]]


def utc_clock() -> datetime:
    """This moment."""
    return datetime.now(UTC)


class CheckoutService:
    """Decides, accepts and refunds for clients; belongs to one event loop once it has started."""

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], datetime] = utc_clock,
        opened: Callable[[Settings], CheckoutDesk] = CheckoutDesk.open,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self.watch = DeskWatch(settings, opened)
        self._clients = KnownClients()
        self._throttle = Throttle()
        self._reading = LastingConnection(settings.workbench, LOOK_SECONDS)
        self._committer: Committer | None = None
        self._in_flight: InFlight = {}

    def start(self) -> None:
        """Open the desk and the workbench, and start the threads."""
        Workbench(self._settings)
        self.watch.start()
        self._committer = Committer(self._settings.workbench)

    def close(self) -> None:
        """Keep what waits, then end the threads."""
        self.watch.close()
        if self._committer is not None:
            self._committer.close()
        self._reading.close()

    def client(self, key: str | None) -> Client:
        """Whose key it is, after taking one of its tokens; Problem 401 or 429."""
        found = self._clients.client(key, self._reader)
        self._throttle.take(found.client_id, found.rate_per_second)
        return found

    async def decide(
        self, client: Client, key: str, request: DecisionRequest
    ) -> tuple[bytes, bool]:
        """The answer to a request, and whether it was given before."""
        asked = asked_for(request)
        scope = Scope(client.client_id, request.merchant_id, key)
        flying = self._in_flight.get(scope)
        if flying is not None:
            first, future = flying
            return same_request(asked.fingerprint, first, await asyncio.shield(future)), True
        con = self._reader()
        before = answered(con, client.client_id, request.merchant_id, key)
        if before is not None:
            return same_request(asked.fingerprint, before.fingerprint, before.answer), True
        held = self.watch.held()
        record = decide(con, held, scope, asked, self._clock())
        future = self._commit(lambda writing: keep(writing, held, record))
        self._in_flight[scope] = (asked.fingerprint, future)
        future.add_done_callback(lambda _: self._in_flight.pop(scope, None))
        return await asyncio.shield(future), False

    async def accept(self, client: Client, decision_id: str, request: AcceptRequest) -> bytes:
        """Accept the offer of one of the client's decisions."""
        record, cents = self._decision(client, decision_id), amount_cents(request.amount)
        return await self._commit(
            lambda con: accepting.accept(con, record, cents, request.offer, self._clock())
        )

    async def refund(
        self, client: Client, decision_id: str, key: str, request: RefundRequest
    ) -> bytes:
        """Refund one of the client's accepted purchases."""
        record = self._decision(client, decision_id)
        cents = amount_cents(request.amount) if isinstance(request.amount, str) else None
        wanted = accepting.Refund(cents, key)
        return await self._commit(lambda con: accepting.refund(con, record, wanted, self._clock()))

    def state(self, client: Client, decision_id: str) -> bytes:
        """One of the client's decisions and what happened to it."""
        record = self._decision(client, decision_id)
        return state_of(self._reader(), record, self._clock())

    def _decision(self, client: Client, decision_id: str) -> CheckoutRecord:
        record = checkout_decision(self._reader(), client.client_id, decision_id)
        if record is None:
            raise not_yours()
        return record

    def _commit(self, work: Callable[[sqlite3.Connection], bytes]) -> "asyncio.Future[bytes]":
        if self._committer is None:
            raise try_again("unavailable", "the service is starting: try again", 1)
        return self._committer.submit(work)

    def _reader(self) -> sqlite3.Connection:
        return self._reading.get()


def not_yours() -> Problem:
    """The same words for a decision that is not there and for one of another client."""
    return Problem("not-found", "no such decision of yours: check its id")
