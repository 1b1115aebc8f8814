"""The service as a process of its own."""

import gc
import sys

import uvicorn

from pipelines.checkout.app import checkout_app
from pipelines.settings import Settings

SWITCH_SECONDS = 0.0005
"""How long the thread that decides may keep the thread that writes waiting."""


def serve(settings: Settings, *, host: str, port: int) -> None:
    """Serve until the process is told to end; what was asked before that is still answered."""
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.freeze()
    uvicorn.run(
        checkout_app(settings),
        host=host,
        port=port,
        loop="uvloop",
        http="httptools",
        ws="none",
        log_level="info",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=10,
    )
