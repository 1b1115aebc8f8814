"""The checkout service under load, made by wrk from a process of its own; every answer is kept.

`python -m tests.benchmarks.checkout_load [--seconds N]`; the service has one core and wrk another.
"""

import argparse
import contextlib
import json
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipelines.errors import Refused
from pipelines.features import newest_features
from pipelines.settings import PROJECT, Settings
from pipelines.store import Workbench
from tests.benchmarks.figures import Figure
from tests.benchmarks.start_up import serve_pages
from tests.faults.served import Served, free_port, new_key, store_to_write

SECONDS = 10
PEOPLE = 20
THINK_SECONDS = 5.0
SCRIPT = """
local merchants = {%(merchants)s}
local count, thread = 0, 0
function setup(t) thread = thread + 1; t:set("id", thread) end
function init(args) math.randomseed(os.time() + id) end
wrk.method = "POST"
function request()
  count = count + 1
  local m = merchants[math.random(#merchants)]
  local amount = string.format("%%d.%%02d", math.random(500, 20000), math.random(0, 99))
  local headers = {["X-API-Key"] = "%(key)s", ["Content-Type"] = "application/json"}
  headers["Idempotency-Key"] = "%(run)s-" .. id .. "-" .. count
  local body = '{"merchant_id":"' .. m .. '","amount":"' .. amount .. '","currency":"USD"}'
  return wrk.format("POST", "/api/decisions", headers, body)
end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('RESULT {"p50":%%f,"p99":%%f,"max":%%f,"n":%%d,"us":%%d,"bad":%%d}\\n',
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    summary.requests, summary.duration, e.status + e.connect + e.read + e.write + e.timeout))
end
"""


def measure(settings: Settings, seconds: int = SECONDS) -> list[Figure]:
    """One client and fifty, alone and while people use the pages; skipped without wrk."""
    if shutil.which("wrk") is None:
        return [Figure("decisions over HTTP: no wrk (Debian: apt-get install wrk)", "skipped")]
    served = Served(settings.store, free_port(), before=_on_core(0))
    figures = [Figure("the checkout service answers after", f"{served.start():.1f} s")]
    try:
        figures += _loads(settings, served.port, seconds, "")
        people = PeopleOnPages(settings.store, 2 * seconds + 5)
        figures += _loads(settings, served.port, seconds, f", {PEOPLE} people on the pages")
        figures += [Figure(f"a page's run for {PEOPLE} people, p95", people.p95())]
    finally:
        served.stop()
    return figures


def _loads(settings: Settings, port: int, seconds: int, when: str) -> list[Figure]:
    one, fifty = (load(settings, port, clients, seconds) for clients in (1, 50))
    return [
        Figure(f"decision, 1 client{when}, p50", f"{one['p50']:.2f} ms", "1 ms"),
        Figure(f"decision, 1 client{when}, p99", f"{one['p99']:.2f} ms", "10 ms"),
        Figure(f"decisions a second, 50 clients{when}", f"{fifty['rate']:,.0f}", "2,000"),
        Figure(f"decision, 50 clients{when}, p99", f"{fifty['p99']:.1f} ms", "60 ms"),
    ]


def load(settings: Settings, port: int, clients: int, seconds: int) -> dict[str, float]:
    """Latencies in ms and answers a second; fails unless every answer is a kept decision."""
    before = _kept(settings)
    merchants = ",".join(f'"{name}"' for name in newest_features(settings).frame.index[:2_000])
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        names = {"merchants": merchants, "key": new_key(settings), "run": time.time_ns()}
        script.write(SCRIPT % names)
        script.flush()
        url = f"http://127.0.0.1:{port}"
        command = [*_on_core(1), "wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "-s", script.name]
        ran = subprocess.run([*command, url], capture_output=True, text=True, check=True)
    found = re.search("RESULT (.*)", ran.stdout)
    assert found is not None, ran.stdout + ran.stderr
    result: dict[str, float] = json.loads(found[1])
    kept = _kept(settings) - before
    assert result["bad"] == 0, ran.stdout
    assert result["n"] <= kept <= result["n"] + clients, (result, kept)
    return result | {"rate": result["n"] / result["us"] * 1e6}


class PeopleOnPages:
    """People who open a page every few seconds, on the pages' own server."""

    def __init__(self, store: Path, seconds: int) -> None:
        port = free_port()
        self._server = serve_pages(store, port)
        _wait_until_up(port)
        command = [*_on_core(1), sys.executable, "-m", "tests.benchmarks.people"]
        figures = (port, PEOPLE, THINK_SECONDS, seconds)
        self._people = subprocess.Popen(
            [*command, *map(str, figures)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
        )

    def p95(self) -> str:
        """Wait until they are done, end the pages' server and return what they waited for."""
        printed, _ = self._people.communicate()
        self._server.terminate()
        self._server.wait()
        return f"{float(printed.split()[0]):.2f} s"


def _wait_until_up(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise Refused("the pages' server does not start")


def _kept(settings: Settings) -> int:
    with Workbench(settings).transaction() as con:
        return int(con.execute("select count(*) from checkout_decisions").fetchone()[0])


def _on_core(number: int) -> list[str]:
    return ["taskset", "-c", str(number)] if shutil.which("taskset") else []


def main() -> None:
    """Measure on a copy of the store that `PAYLATER_STORE` names, or on a small demo."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="of each measurement")
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as folder:
        for figure in measure(store_to_write(Path(folder)), seconds):
            print(figure.line(), flush=True)


if __name__ == "__main__":
    main()
