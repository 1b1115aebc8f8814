"""One application explained and decided in process, over many applications."""

import time
from pathlib import Path

from pipelines.deciding import decide_application, open_desk
from pipelines.explain import explain_row
from pipelines.settings import Settings
from pipelines.store import History
from tests.benchmarks.figures import Figure, percentiles

REPEATS = 200


def measure(store: Path) -> list[Figure]:
    """Explain and decide the first applications of the book, one at a time."""
    settings = Settings(store=store)
    explained, decided = [], []
    with History(settings) as history:
        desk = open_desk(settings, history)
        for application in desk.table.frame.index[:REPEATS]:
            started = time.perf_counter()
            explain_row(desk.table, desk.model, application, desk.statements)
            explained.append(time.perf_counter() - started)
            started = time.perf_counter()
            decide_application(desk, history, application, amount_cents=1_000_000)
            decided.append(time.perf_counter() - started)
    return [
        Figure("one application's contributions, p50/p99", percentiles(explained)),
        Figure("one what-if: restated, scored, explained, decided, p50/p99", percentiles(decided)),
    ]
