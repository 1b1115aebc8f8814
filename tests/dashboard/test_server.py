"""The web server's headers and health route."""

import asyncio
import base64
import hashlib
import json
import re
import tomllib
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

from starlette.routing import Mount, Router

from dashboard import server
from pipelines.settings import PROJECT

CONFIG = PROJECT / "dashboard" / ".streamlit" / "config.toml"


class InlineScripts(HTMLParser):
    """Collects what stands inside script elements without a source."""

    def __init__(self):
        super().__init__()
        self.found, self._inside = [], False

    def handle_starttag(self, tag, attrs):
        self._inside = tag == "script" and "src" not in dict(attrs)

    def handle_data(self, data):
        if self._inside:
            self.found.append(data)

    def handle_endtag(self, tag):
        self._inside = False


def test_policy_allows_exactly_the_inline_scripts_of_the_installed_shell():
    parser = InlineScripts()
    parser.feed(server.SHELL.read_text(encoding="utf-8"))
    expected = {
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in parser.found
    }
    assert expected
    assert set(re.findall(r"'sha256-[^']+'", server.HEADERS["Content-Security-Policy"])) == expected


def test_policy_names_no_other_host():
    policy = server.HEADERS["Content-Security-Policy"]
    assert "http" not in policy
    assert "'unsafe-eval'" not in policy
    assert "*" not in policy


def test_every_response_carries_the_headers():
    async def inner(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def collect() -> list:
        sent = []

        async def send(message):
            sent.append(message)

        await server.SecurityHeaders(inner)({"type": "http"}, None, send)
        return sent

    # On a thread of its own: a browser test before this one leaves its event loop running here.
    with ThreadPoolExecutor(max_workers=1) as pool:
        headers = dict(pool.submit(asyncio.run, collect()).result()[0]["headers"])
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"x-frame-options"] == b"DENY"
    assert b"content-security-policy" in headers


def test_health_reports_the_version_of_the_store(offered_store, monkeypatch):
    monkeypatch.setenv("PAYLATER_STORE", str(offered_store))
    answer = json.loads(server.health(None).body)
    assert answer["status"] == "ok"
    assert answer["book"] == "Test book"
    assert answer["version"].startswith("1-")


def test_health_answers_without_a_store(tmp_path, monkeypatch):
    monkeypatch.setenv("PAYLATER_STORE", str(tmp_path))
    answer = json.loads(server.health(None).body)
    assert (answer["status"], answer["version"]) == ("no store", None)


def test_both_themes_give_every_chart_colour_its_place():
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    for mode in ("light", "dark"):
        for kind in ("Categorical", "Sequential", "Diverging"):
            colours = theme[mode][f"chart{kind}Colors"]
            assert len(set(colours)) == 10
            assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours)


def test_nothing_in_the_configuration_comes_from_outside():
    text = CONFIG.read_text(encoding="utf-8")
    assert "http" not in text
    assert tomllib.loads(text)["server"]["address"] == "127.0.0.1"
    assert tomllib.loads(text)["browser"]["gatherUsageStats"] is False


def test_the_checkout_is_served_beside_the_pages(settings, monkeypatch):
    monkeypatch.setenv("PAYLATER_STORE", str(settings.store))
    mounted, sent = server.MountedCheckout(), []
    routes = Router([Mount("/api", mounted)])

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    async def ask(path):
        await routes({"type": "http", "method": "GET", "path": path, "headers": []}, receive, send)

    async def ask_twice():
        await ask("/api/openapi.json")
        await ask("/api/decisions/unknown")

    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(asyncio.run, ask_twice()).result()
    mounted.close()
    assert [message["status"] for message in sent[::2]] == [200, 401]
    assert json.loads(sent[1]["body"])["openapi"] == "3.1.0"
