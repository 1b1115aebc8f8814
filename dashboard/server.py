"""The web server: the pages, a health route, the checkout, security headers and a warm start.

Started with `streamlit run dashboard/server.py`.
"""

import asyncio
import base64
import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipelines.errors import Refused
from pipelines.settings import settings_from_environment
from pipelines.store import History

SHELL = Path(st.__file__).parent / "static" / "index.html"


def inline_script_hashes(html: str) -> tuple[str, ...]:
    """The Content-Security-Policy sources of the scripts written inside `html`."""
    scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", html, flags=re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts if script)
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def content_security_policy(html: str) -> str:
    """What a page may load: this server's own files and the page's own inline scripts only."""
    scripts = " ".join(inline_script_hashes(html))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' ws: wss: data: blob:",
            "worker-src 'self' blob:",
            "frame-ancestors 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


HEADERS = {
    "Content-Security-Policy": content_security_policy(SHELL.read_text(encoding="utf-8")),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class SecurityHeaders:
    """Adds the security headers to every HTTP response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and set the headers as the response starts."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def health(_request: Request) -> JSONResponse:
    """Say that the server answers, and from which version of which book."""
    try:
        with History(settings_from_environment()) as history:
            version = history.version()
    except Refused as refusal:
        return JSONResponse({"status": "no store", "version": None, "message": str(refusal)})
    return JSONResponse(
        {
            "status": "ok",
            "version": version.version_id,
            "number": version.number,
            "book": version.book.name,
            "as_of": version.book.as_of.isoformat(),
        }
    )


class MountedCheckout:
    """The checkout service beside the pages, for a demo; `serve` runs it in a process of its own.

    It is opened by its first request.
    """

    def __init__(self) -> None:
        self.app: Any = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if self.app is None:
            opened = import_module("pipelines.checkout.app").checkout_app
            self.app = opened(settings_from_environment())
        await self.app(scope, receive, send)

    def close(self) -> None:
        """Keep what waits and end its threads."""
        if self.app is not None:
            self.app.close()


def front_page(request: Request) -> RedirectResponse:
    """The Overview is the front page; its own name leads there, with the reader's filters."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{query}")


def module(name: str) -> Any:
    """A module of the pages, imported late because Streamlit's caches want a running server."""
    return import_module(f"dashboard.{name}")


def warm_up() -> None:
    """Load what the first page needs, so that its reader does not wait for imports."""
    try:
        module("page").queries.version()
    except Refused:
        return


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Warm up beside the start, so that the health route answers at once."""
    warming = asyncio.create_task(asyncio.to_thread(warm_up))
    yield
    await warming
    checkout.close()


def show_error(error: Exception) -> bool:
    """Draw the designed state for an error outside a page's own run, in a fragment or callback."""
    return bool(module("states").show_error(error))


checkout = MountedCheckout()
app = st.App(
    Path(__file__).with_name("app.py"),
    routes=[Route("/healthz", health), Route("/overview", front_page), Mount("/api", checkout)],
    middleware=[Middleware(SecurityHeaders)],
    lifespan=lifespan,
    on_script_error=show_error,
)
