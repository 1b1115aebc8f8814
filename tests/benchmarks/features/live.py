"""Features of one merchant now, one merchant at a time, as the checkout asks for them.

Run as a module it is the process that is measured; `measure` starts it.
"""

import json
import sys
import time
from datetime import datetime
from pathlib import Path

from pipelines.settings import Settings
from pipelines.store import History, sql_text
from tests.benchmarks.features.stores import Store
from tests.benchmarks.figures import Figure, percentiles, run_module

MERCHANTS = 300
APPLIED_AT = datetime(2025, 12, 31, 12)
ORDER_CENTS = 500_000


def measure(store: Store, _scratch: Path) -> list[Figure]:
    """Of random merchants, in a process that has asked for one before."""
    what = f"live features of one merchant of {store.size.merchants:,}, p50/p99"
    try:
        from pipelines.features import live_features  # noqa: F401
    except ImportError:
        return [Figure(what, "not there yet", "40 ms")]
    took = json.loads(run_module("tests.benchmarks.features.live", str(store.folder)).output)
    return [Figure(what, percentiles(took), "40 ms")]


def main() -> None:
    """Print the seconds each merchant took."""
    from pipelines.features import live_features

    with History(Settings(store=Path(sys.argv[1]))) as history:
        names = history.rows(
            sql_text(__file__, "random_merchants.sql"), {"merchants": MERCHANTS + 1}
        )
        took = []
        for (merchant,) in names:
            started = time.perf_counter()
            live_features(history, merchant, applied_at=APPLIED_AT, order_amount_cents=ORDER_CENTS)
            took.append(time.perf_counter() - started)
    sys.stdout.write(json.dumps(took[1:]))


if __name__ == "__main__":
    main()
