"""The checkout service as a process of its own, on a port of its own."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.errors import Refused
from pipelines.settings import PROJECT, Settings
from pipelines.stages import build_demo
from pipelines.store import Workbench
from pipelines.store.checkout_clients import create_client

START_SECONDS = 60


@dataclass
class Served:
    """`python -m pipelines serve` on a store; `before` are words of a command to start it by."""

    store: Path
    port: int
    before: Sequence[str] = ()
    process: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> float:
        """Start it and wait until it answers; returns the seconds that took."""
        command = [*self.before, sys.executable, "-m", "pipelines", "serve"]
        started = time.perf_counter()
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port), "--store", str(self.store)], cwd=PROJECT
        )
        while not self._answers():
            if self.process.poll() is not None or time.perf_counter() - started > START_SECONDS:
                raise Refused("the service does not start: see what it complains of above")
            time.sleep(0.02)
        return time.perf_counter() - started

    def kill(self) -> None:
        """End it at once, without a chance to tidy up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end and wait."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait()

    def _answers(self) -> bool:
        con = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            con.request("GET", "/healthz")
            return con.getresponse().status == 200
        except OSError:
            return False
        finally:
            con.close()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def store_to_write(folder: Path) -> Settings:
    """A store in `folder`: a copy of the one `PAYLATER_STORE` names, or a small demo."""
    settings = Settings(store=folder / "store")
    given = os.environ.get("PAYLATER_STORE")
    if given:
        shutil.copytree(given, settings.store, ignore=shutil.ignore_patterns("exports*"))
    else:
        build_demo(settings, merchants=600, years=3, seed=3)
    return settings


def new_key(settings: Settings, rate: int = 1_000_000) -> str:
    """A key whose rate does not matter."""
    return create_client(Workbench(settings), "load", rate)[1]
