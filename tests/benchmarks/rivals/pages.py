"""Pages run in process, as Streamlit runs them for a browser, without the browser."""

import os
from pathlib import Path

from pipelines.settings import PROJECT
from tests.benchmarks.rivals.contest import median_seconds, timed

APP = PROJECT / "dashboard" / "app.py"
TABS = ("Features", "Spread", "Dependence", "Cohorts")
LONGEST = 120


def explain_page(store: Path) -> tuple[float, float, float]:
    """Seconds of the Explain page's first run and of its other tabs, and its largest chart in kB.

    The first run imports the page's own modules and fills its cache.
    """
    at = _app(store)
    _, first = timed(lambda: at.switch_page("views/explain.py").run())
    largest, tabs = _largest_chart(at), 0.0
    for tab in TABS:
        at.session_state["tab"] = tab
        tabs += timed(at.run)[1]
        largest = max(largest, _largest_chart(at))
    return first, tabs, largest / 1e3


def what_if_page(store: Path, lever: str, times: int) -> float:
    """Median seconds from one moved lever to the Merchant page run anew, all of it."""
    at = _app(store).switch_page("views/merchant.py").run()
    at.session_state["tab"] = "What if"
    at.run()
    chosen = at.selectbox(key="chosen-application").value
    at.multiselect(key=f"levers-{chosen}").set_value([lever]).run()
    options = at.select_slider(key=f"lever-{chosen}-{lever}").options

    def move(turn: int) -> None:
        slider = at.select_slider(key=f"lever-{chosen}-{lever}")
        slider.set_value(options[turn % len(options)]).run()

    return median_seconds(move, times)


def _app(store: Path):
    from streamlit.testing.v1 import AppTest

    os.environ["PAYLATER_STORE"] = str(store)
    return AppTest.from_file(APP, default_timeout=LONGEST)


def _largest_chart(at) -> int:
    """Bytes of the page's largest figure; an error on the page ends the benchmark."""
    if at.exception:
        raise RuntimeError(at.exception[0].message)
    return max((len(chart.proto.spec) for chart in at.get("plotly_chart")), default=0)
