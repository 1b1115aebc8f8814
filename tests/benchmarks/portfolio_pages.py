"""Every tab of Overview and Portfolio on a large book: opened first, and run again.

`python -m tests.benchmarks.portfolio_pages STORE` measures on a store that is there, for example
the one of `tests.benchmarks.portfolio`. Seconds of processor time stand beside those of the clock,
as a busy machine lengthens the latter only.
"""

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from streamlit.testing.v1 import AppTest

from pipelines.settings import PROJECT
from tests.benchmarks.figures import Figure

RERUNS = 20
TABS = (
    "Vintages",
    "Roll rates",
    "Loss",
    "Stress",
    "Concentration",
    "Watch list",
    "Run-off",
    "Returns",
    "Merchants",
    "Loans",
)


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock and of this process's processors."""

    clock: float
    processor: float


def measure(store: Path) -> list[Figure]:
    """Each page and tab of the book in that store."""
    os.environ["PAYLATER_STORE"] = str(store)
    figures = _figures("Overview", "overview", None)
    for tab in TABS:
        figures += _figures(f"Portfolio, {tab}", "portfolio", tab)
    return figures


def _figures(title: str, page: str, tab: str | None) -> list[Figure]:
    """The first run and the 95th percentile of twenty more in the same session."""
    at = AppTest.from_file(PROJECT / "dashboard" / "app.py", default_timeout=900)
    at.switch_page(f"views/{page}.py")
    if tab:
        at.session_state["tab"] = tab
    first = _run(at)
    again = [_run(at) for _ in range(RERUNS)]
    if at.exception:
        raise RuntimeError(f"{title}: {at.exception[0].value}")
    clock = np.percentile([taken.clock for taken in again], 95)
    processor = np.percentile([taken.processor for taken in again], 95)
    return [
        Figure(f"{title}: first opened", f"{first.clock:.2f} s"),
        Figure("... run again, p95", f"{clock * 1e3:.0f} ms", "<= 300 ms"),
        Figure("... processor time of that", f"{processor * 1e3:.0f} ms"),
    ]


def _run(at: AppTest) -> Taken:
    clock, processor = time.perf_counter(), time.process_time()
    at.run()
    return Taken(time.perf_counter() - clock, time.process_time() - processor)


if __name__ == "__main__":
    for figure in measure(Path(sys.argv[1])):
        print(figure.line(), flush=True)
