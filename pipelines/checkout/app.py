"""The ASGI app: routes, and every failure answered as a problem with a reason."""

import asyncio
import logging
import re
import sqlite3

import msgspec

from pipelines.checkout.docs import docs_page
from pipelines.checkout.exchange import (
    Receive,
    Reply,
    Scope,
    Send,
    api_key,
    check_json,
    idempotency_key,
    problem_reply,
    read_body,
)
from pipelines.checkout.messages import AcceptRequest, DecisionRequest, RefundRequest
from pipelines.checkout.openapi import openapi
from pipelines.checkout.problems import Problem, try_again
from pipelines.checkout.reading import read
from pipelines.checkout.service import CheckoutService, not_yours
from pipelines.errors import Refused
from pipelines.settings import Settings

DECISIONS = "/api/decisions"
DECISION_ID = re.compile("d[0-9a-f]{30}")
ACTIONS = ("accept", "refund")

log = logging.getLogger(__name__)


class CheckoutApp:
    """The service over HTTP; starts with its server, or where mounted at the first request."""

    def __init__(self, service: CheckoutService) -> None:
        self.service = service
        self._started = False
        self._starting = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the server's start and end."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            reply = await self._answer(scope, receive)
            await reply.send(send)
        else:
            await send({"type": "websocket.close"})

    async def start(self) -> None:
        """Start the service once."""
        async with self._starting:
            if not self._started:
                await asyncio.to_thread(self.service.start)
                self._started = True

    def close(self) -> None:
        """End the service, if it was started."""
        if self._started:
            self.service.close()

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            await self.start()
        except Refused as refusal:
            await send({"type": "lifespan.startup.failed", "message": str(refusal)})
            return
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await asyncio.to_thread(self.close)
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope: Scope, receive: Receive) -> Reply:
        try:
            if not self._started:
                await self.start()
            return await self._route(scope, receive)
        except Problem as problem:
            return problem_reply(problem)
        except (sqlite3.Error, OSError, Refused) as error:
            log.warning("the workbench cannot be read: %s", error)
            return problem_reply(
                try_again("unavailable", "the workbench cannot be read now: try again", 1)
            )
        except Exception:
            log.exception("a request failed")
            return problem_reply(
                Problem(
                    "failed", "nothing was decided: send the same request with the same key again"
                )
            )

    async def _route(self, scope: Scope, receive: Receive) -> Reply:
        path, method = scope["path"], scope["method"]
        if path == DECISIONS:
            _only(method, "POST")
            return await self._decide(dict(scope["headers"]), receive)
        if path.startswith(DECISIONS + "/"):
            return await self._of_decision(path[len(DECISIONS) + 1 :], scope, receive)
        page = {"/healthz": self._health, "/api/openapi.json": _openapi, "/api/docs": _docs}.get(
            path
        )
        if page is None:
            raise Problem("not-found", "no such address: see /api/docs")
        _only(method, "GET")
        return page()

    async def _decide(self, headers: dict[bytes, bytes], receive: Receive) -> Reply:
        client = self.service.client(api_key(headers))
        check_json(headers)
        key = idempotency_key(headers)
        request = read(await read_body(receive, headers), DecisionRequest)
        body, before = await self.service.decide(client, key, request)
        return Reply(201, body, headers=((b"idempotency-replayed", b"true"),) if before else ())

    async def _of_decision(self, rest: str, scope: Scope, receive: Receive) -> Reply:
        decision_id, slash, action = rest.partition("/")
        if slash and action not in ACTIONS:
            raise Problem("not-found", "no such address: see /api/docs")
        _only(scope["method"], "POST" if slash else "GET")
        headers = dict(scope["headers"])
        client = self.service.client(api_key(headers))
        if not DECISION_ID.fullmatch(decision_id):
            raise not_yours()
        if not slash:
            return Reply(200, self.service.state(client, decision_id))
        check_json(headers)
        if action == "accept":
            accepted = read(await read_body(receive, headers), AcceptRequest)
            return Reply(200, await self.service.accept(client, decision_id, accepted))
        key = idempotency_key(headers)
        refunded = read(await read_body(receive, headers), RefundRequest)
        return Reply(200, await self.service.refund(client, decision_id, key, refunded))

    def _health(self) -> Reply:
        why = self.service.watch.why_in_doubt
        said = {"status": "ok" if why is None else "refers everything", "message": why}
        return Reply(200, msgspec.json.encode(said))


def checkout_app(settings: Settings) -> CheckoutApp:
    """The app over a store; nothing is opened before it starts."""
    return CheckoutApp(CheckoutService(settings))


def _openapi() -> Reply:
    return Reply(200, openapi())


def _docs() -> Reply:
    return Reply(200, docs_page(), b"text/html; charset=utf-8")


def _only(method: str, allowed: str) -> None:
    if method != allowed:
        raise Problem("method", f"send {allowed}, not {method}", ((b"allow", allowed.encode()),))
