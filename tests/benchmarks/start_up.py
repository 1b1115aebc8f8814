"""From `make run` to a drawn first page, and a page's rerun, in a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from pipelines.settings import PROJECT
from tests.benchmarks.figures import Figure

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
DRAWN = '[data-testid="stPlotlyChart"] .main-svg'
RERUN_DONE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
PAGES = ("overview", "portfolio", "applicants", "models", "explain", "data")


def measure(store: Path) -> list[Figure]:
    """Start the workbench on `store` as the README says and wait for its first chart."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if chromium is None:
        return [Figure("start to first page: no Chromium", "skipped")]
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1600})
        port = free_port()
        started = time.perf_counter()
        server = serve_pages(store, port)
        try:
            open_when_up(page, f"http://127.0.0.1:{port}/")
            page.locator(DRAWN).first.wait_for()
            first = time.perf_counter() - started
            loads = [_load(page, f"http://127.0.0.1:{port}/{name}") for name in PAGES for _ in "ab"]
        finally:
            server.terminate()
            server.wait()
        browser.close()
    return [
        Figure("start to a drawn first page", f"{first:.1f} s", "6 s"),
        Figure("opening a page in a new tab, slowest of six, warm", f"{max(loads[1::2]):.1f} s"),
    ]


def serve_pages(store: Path, port: int) -> subprocess.Popen[bytes]:
    """Start the pages' server on a store."""
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/server.py"]
    return subprocess.Popen(
        [*command, "--server.port", str(port)],
        cwd=PROJECT,
        env={**os.environ, "PAYLATER_STORE": str(store)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def open_when_up(page, address: str) -> None:
    """Open an address as soon as somebody answers there, within a minute."""
    from playwright.sync_api import Error

    until = time.monotonic() + 60
    while True:
        try:
            page.goto(address)
        except Error:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def _load(page, address: str) -> float:
    started = time.perf_counter()
    page.goto(address)
    page.locator(RERUN_DONE).first.wait_for()
    return time.perf_counter() - started


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
