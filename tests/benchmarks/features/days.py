"""Building merchant_days anew from all events: run as a module it is the process measured."""

import json
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from pipelines.features.days import build_days
from pipelines.settings import Settings
from pipelines.store.connect import open_for_building
from tests.benchmarks.features.stores import Store, copied
from tests.benchmarks.figures import Figure, run_module
from tests.benchmarks.process_tree import Used, measured


def measure(store: Store, scratch: Path) -> list[Figure]:
    """On a copy of the store, since it is written to."""
    with copied(store, scratch) as copy:
        done = run_module("tests.benchmarks.features.days", str(copy.folder))
    used = Used(**json.loads(done.output))
    what = f"merchant_days anew from {store.millions} M events"
    return [
        Figure(what, f"{used.seconds:.1f} s"),
        Figure("its CPU time", f"{used.cpu_seconds:.1f} s"),
        Figure("its peak memory", f"{used.peak_mb:,.0f} MB", "4,000 MB"),
    ]


def main() -> None:
    """Build them in the history of the folder given and print what it took."""
    settings = Settings(store=Path(sys.argv[1]))
    with closing(open_for_building(settings.history, settings)) as con:
        _, used = measured(lambda: build_days(con, batch_rows=settings.batch_rows))
    sys.stdout.write(json.dumps(asdict(used)))


if __name__ == "__main__":
    main()
