"""Features of one merchant now, one merchant at a time, as the checkout asks for them.

Run as a module it is the process that is measured; `measure` starts it.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from pipelines.features import (
    features_now,
    live_features,
    newest_features,
    publish_newest_features,
)
from pipelines.settings import Settings
from pipelines.store import History, sql_text
from tests.benchmarks.features.columns import COMMON
from tests.benchmarks.features.stores import Store
from tests.benchmarks.figures import Figure, percentiles, run_module

MERCHANTS = 300
APPLIED_AT = datetime(2025, 12, 31, 12)
ORDER_CENTS = 500_000
SUPPLIER = "p1"


def measure(store: Store, _scratch: Path) -> list[Figure]:
    """Of random merchants, in a process that has asked for one before."""
    took = json.loads(run_module("tests.benchmarks.features.live", str(store.folder)).output)
    of = f"of one merchant of {store.size.merchants:,}, p50/p99"
    return [
        Figure(f"all features now {of}", percentiles(took["served"]), "40 ms"),
        Figure(f"28 features from the events {of}", percentiles(took["common"]), "40 ms"),
        Figure(f"all features from the events {of}", percentiles(took["all"])),
        Figure("all merchants' newest features published", f"{took['published']:.1f} s"),
    ]


def main() -> None:
    """Print the seconds each merchant took, by way."""
    settings = Settings(store=Path(sys.argv[1]))
    with History(settings) as history:
        asked = {"merchants": MERCHANTS + 1}
        found = history.rows(sql_text(__file__, "random_merchants.sql"), asked)
        merchants = [row[0] for row in found]
        started = time.perf_counter()
        publish_newest_features(settings, history)
        published = time.perf_counter() - started
        newest = newest_features(settings)
        when = {"applied_at": APPLIED_AT, "order_amount_cents": ORDER_CENTS}
        took = {
            "served": _each(merchants, lambda m: features_now(newest, m, ORDER_CENTS, SUPPLIER)),
            "common": _each(merchants, lambda m: live_features(history, m, names=COMMON, **when)),
            "all": _each(merchants, lambda m: live_features(history, m, **when)),
        }
    sys.stdout.write(json.dumps({**took, "published": published}))


def _each(merchants: list[str], work: Callable[[str], object]) -> list[float]:
    """The seconds of each merchant but the first."""
    took = []
    for merchant in merchants:
        started = time.perf_counter()
        work(merchant)
        took.append(time.perf_counter() - started)
    return took[1:]


if __name__ == "__main__":
    main()
