"""A what-if on the Merchant page in a real browser: a lever moved, all of it redrawn.

Streamlit sends a slider's value once it has rested for 200 ms, so that dragging it does not run
the page at every step: what follows the sending is told apart.
"""

import shutil
from pathlib import Path

import numpy as np

from tests.benchmarks.figures import Figure
from tests.benchmarks.start_up import (
    FLAGS,
    RERUN_DONE,
    free_port,
    open_when_up,
    serve_pages,
)

CHANGES = 20
LONGEST_MS = 120_000
WATCH = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const name = "data-test-script-state";
    let moved, sent;
    window.addEventListener("keydown", () => { moved = performance.now(); },
                            { once: true, capture: true });
    window.redrawn = new Promise((done) => {
        const seen = new MutationObserver(() => {
            const resting = app.getAttribute(name) === "notRunning";
            if (!resting) { sent ??= performance.now(); return; }
            if (sent === undefined) return;
            seen.disconnect();
            requestAnimationFrame(() => requestAnimationFrame(() => {
                const drawn = performance.now();
                done([drawn - moved, drawn - sent]);
            }));
        });
        seen.observe(app, { attributes: true, attributeFilter: [name] });
    });
}"""
"""Times the next key pressed: to the frame drawn after the page's run, and from its beginning."""


def measure(store: Path) -> list[Figure]:
    """Serve the pages of `store`, open a merchant's what-if and move its first lever to and fro."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if chromium is None:
        return [Figure("what-if change to redrawn page: no Chromium", "skipped")]
    from playwright.sync_api import sync_playwright

    port = free_port()
    server = serve_pages(store, port)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 1600})
            page.set_default_timeout(LONGEST_MS)
            open_when_up(page, f"http://127.0.0.1:{port}/merchant")
            taken = np.array(_changes(page)) / 1e3
            browser.close()
    finally:
        server.terminate()
        server.wait()
    return [
        Figure("what-if change to redrawn page, p50/p95", _shown(taken[:, 0])),
        Figure(
            "the same once the lever rests: sent to redrawn, p50/p95", _shown(taken[:, 1]), "200 ms"
        ),
    ]


def _changes(page) -> list[tuple[float, float]]:
    """Milliseconds from key to redrawn page, and from sending to it, of each change."""
    page.locator(RERUN_DONE).first.wait_for()
    page.get_by_role("tab", name="What if").click()
    page.get_by_role("slider").first.wait_for()
    page.locator(RERUN_DONE).first.wait_for()
    found = []
    for turn in range(CHANGES + 1):
        before = page.get_by_role("slider").first.input_value()
        page.evaluate(WATCH)
        page.get_by_role("slider").first.press(_key(int(before), turn))
        found.append(tuple(page.evaluate("window.redrawn")))
    return found[1:]


def _key(value: int, turn: int) -> str:
    """A key that moves the lever: up from its lower end, otherwise down and up in turn."""
    return "ArrowRight" if value == 0 or turn % 2 else "ArrowLeft"


def _shown(seconds: np.ndarray) -> str:
    middle, high = np.percentile(seconds, [50, 95]) * 1e3
    return f"{middle:.0f}/{high:.0f} ms"
