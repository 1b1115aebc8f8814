"""Every page in a real browser, as a reader starts it: light and dark, desktop and phone.

Runs on the real invoices where they are there (`sme-invoices` in `../shared/data` or in
PAYLATER_REAL_DATA) and on the demo otherwise; PAYLATER_BROWSER_STORE names a finished
store to use instead of building one. Screenshots go to `tests/browser/screenshots`.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipelines.settings import PROJECT, Settings
from pipelines.store import History

PAGES = ("overview", "portfolio", "applicants", "merchant", "checkout", "policy", "models",
         "features", "explain", "review", "data")  # fmt: skip
DEVICES = {"desktop": (1280, 1600), "phone": (390, 1800)}
SCREENSHOTS = Path(__file__).with_name("screenshots")
DATA = Path(os.environ.get("PAYLATER_REAL_DATA", PROJECT.parent / "shared" / "data"))
REAL = DATA / "sme-invoices"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in BROWSERS if (found := shutil.which(name))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# On a direct link the front end first asks for the server beneath the page's own path.
PROBE = re.compile(r"/\w+/_stcore/(health|host-config)$")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine: install chromium"),
]


@pytest.fixture(scope="session")
def store(request) -> Path:
    """A finished store of the real invoices, or of the demo where they are not there."""
    ready = os.environ.get("PAYLATER_BROWSER_STORE")
    if ready:
        return Path(ready)
    return request.getfixturevalue("real_store" if REAL.is_dir() else "demo_store")


@contextmanager
def served(store: Path, log: Path) -> Iterator[str]:
    """Serve the pages on `store` with the README's command; yields their address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [Path(sys.executable).with_name("streamlit"), "run", "dashboard/server.py"]
    with log.open("w", encoding="utf-8") as output:
        server = subprocess.Popen(
            [*command, "--server.port", str(port)],
            cwd=PROJECT,
            env={**os.environ, "PAYLATER_STORE": str(store)},
            stdout=output,
            stderr=output,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=10)


@pytest.fixture(scope="session")
def address(store, tmp_path_factory) -> Iterator[str]:
    """The address of the pages on the finished store."""
    with served(store, tmp_path_factory.mktemp("server") / "log") as started:
        yield started


def wait_for(url: str, server: subprocess.Popen) -> None:
    """Wait until `url` answers; fails when the server ends or half a minute has passed."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        assert server.poll() is None, "the server ended before it answered"
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{url} did not answer within 30 s")


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium."""
    SCREENSHOTS.mkdir(exist_ok=True)
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


class Watch:
    """Collects what goes wrong on a page: console errors, failed and outside requests."""

    def __init__(self, page, address: str) -> None:
        self.wrong: list[str] = []
        self._address = address
        page.on("console", self._console)
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def _console(self, message) -> None:
        if message.type == "error" and not PROBE.search(message.location.get("url", "")):
            self.wrong.append(f"console: {message.text}")

    def _failed(self, request) -> None:
        # Aborted is what the browser calls a script it no longer needs once the test has moved on.
        if request.failure != "net::ERR_ABORTED":
            self.wrong.append(f"failed: {request.failure}: {request.url}")

    def _request(self, request) -> None:
        inside = (self._address, self._address.replace("http", "ws", 1), "data:", "blob:")
        if not request.url.startswith(inside):
            self.wrong.append(f"outside: {request.url}")

    def _response(self, response) -> None:
        if response.status >= 400 and not PROBE.search(response.url):
            self.wrong.append(f"{response.status}: {response.url}")


def settle(page) -> None:
    """Wait until the page's script has run and its charts are drawn."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.locator("h1").first.wait_for()
    for chart in page.locator('[data-testid="stPlotlyChart"]').all():
        if chart.is_visible():
            chart.locator(".main-svg").first.wait_for()
    page.wait_for_timeout(400)


@pytest.mark.parametrize(
    ("device", "scheme"),
    [
        ("desktop", "light"),
        pytest.param("phone", "dark", marks=pytest.mark.long),
        pytest.param("desktop", "dark", marks=pytest.mark.long),
        pytest.param("phone", "light", marks=pytest.mark.long),
    ],
)
def test_every_page_is_drawn_without_an_error(browser, address, device, scheme):
    width, height = DEVICES[device]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    watch = Watch(page, address)
    for name in PAGES:
        page.goto(f"{address}/{name}")
        settle(page)
        page.screenshot(path=SCREENSHOTS / f"{name}-{device}-{scheme}.png")
        assert page.locator("h1").first.inner_text().endswith("?"), name
        assert page.get_by_text("This page could not be drawn").count() == 0, name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    page.close()
    assert watch.wrong == []


@pytest.mark.long
def test_the_navigation_reaches_every_page(browser, address):
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    watch = Watch(page, address)
    page.goto(address)
    settle(page)
    links = page.locator('[data-testid="stSidebarNavLink"]')
    assert links.count() == len(PAGES)
    for name, link in zip(PAGES, links.all(), strict=True):
        link.click()
        path = "" if name == "overview" else name
        page.wait_for_url(re.compile(rf"{address}/{path}(\?.*)?$"))
        settle(page)
    page.close()
    assert watch.wrong == []


@pytest.mark.long
def test_without_a_store_every_page_says_what_to_run(browser, tmp_path):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    with served(tmp_path / "nothing", tmp_path / "log") as started:
        watch = Watch(page, started)
        for name in PAGES:
            page.goto(f"{started}/{name}")
            settle(page)
            assert page.get_by_text("python -m pipelines demo").count() == 1, name
        page.screenshot(path=SCREENSHOTS / "no-store.png")
        page.close()
    assert watch.wrong == []


def test_one_company_from_search_to_offer(browser, address, store):
    """The analyst's way: find a company, open it, read the offer, see it as the buyer does."""
    with History(Settings(store=store)) as history:
        found = history.row(
            "select application_id from offers where decision = 'approve' "
            "and application_id not in (select a.application_id from offers as a join offers as b "
            "on starts_with(b.application_id, a.application_id) "
            "and a.application_id <> b.application_id) "
            "order by amount_cents desc, application_id limit 1"
        )
    assert found is not None
    page = browser.new_page(viewport={"width": 1280, "height": 2400})
    watch = Watch(page, address)
    page.goto(address)
    settle(page)
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Applicants").click()
    page.wait_for_url(re.compile("/applicants"))
    settle(page)
    search = page.get_by_label("Name or id")
    search.fill(found[0])
    search.press("Enter")
    page.wait_for_url(re.compile(f"q={found[0]}"))
    settle(page)
    page.get_by_role("link", name=re.compile(rf"\b{found[0]} ·")).first.click()
    page.wait_for_url(re.compile(f"/merchant.application={found[0]}$"))
    settle(page)
    page.get_by_text("Approve", exact=True).first.wait_for()
    page.get_by_role("tab", name="The offer").click()
    page.get_by_text("Monthly payments", exact=True).first.wait_for()
    page.screenshot(path=SCREENSHOTS / "search-to-offer.png")
    page.get_by_role("link", name="See it as the buyer does").click()
    page.wait_for_url(re.compile("/checkout"))
    settle(page)
    page.get_by_text("approved", exact=False).first.wait_for()
    page.close()
    assert watch.wrong == []
