"""What one day's new sales cost on a store that has all before: import, features, serving."""

import json
import subprocess
from pathlib import Path

import duckdb

from pipelines.store import sql_text
from tests.benchmarks.features.events import SECONDS, SEED
from tests.benchmarks.features.stores import Store, copied
from tests.benchmarks.figures import Figure, Run, run_pipelines

IMPORT = ("import", "table", "{file}", "--to", "sales", "--map", "{mapping}", "--json")
FEATURES = ("features", "--json")
BUILDING, SERVING = "building_seconds", "serving_seconds"
"""The commands that are measured, and what the answer of the second calls its parts."""
MAPPING = Path(__file__).with_name("new_sales.toml")
EVENTS_PER_MERCHANT = 0.9
"""As many as an average day has: 90,000 at 100 million events."""


def measure(store: Store, scratch: Path) -> list[Figure]:
    """Features of everything once, then of a day more, on a copy: each command adds a version."""
    with copied(store, scratch) as copy:
        file = scratch / "new-sales.parquet"
        events = write_day(file, store)
        first = _timed(FEATURES, copy)
        imported = _timed(IMPORT, copy, file=str(file), mapping=str(MAPPING))
        again = _timed(FEATURES, copy)
    return [
        _figure(f"features of everything on {store.millions} M events", first),
        _figure(f"a day later: import of {events:,} new sales", imported, "5 s"),
        _figure("a day later: features", again, "5 s"),
        Figure("of it merchant-days and features", _part(again, BUILDING), "5 s"),
        Figure("of it publishing all merchants' features to serve", _part(again, SERVING)),
    ]


def write_day(file: Path, store: Store) -> int:
    """Write the sales of the day after the store's last; returns how many."""
    events = round(store.size.merchants * EVENTS_PER_MERCHANT)
    numbers = {"events": events, "merchants": store.size.merchants, "seed": SEED}
    with duckdb.connect() as con:
        con.execute(sql_text(__file__, "sql/macros.sql"))
        rows = con.sql(sql_text(__file__, "new_sales.sql"), params={**numbers, "second": SECONDS})
        rows.write_parquet(str(file))
    return events


def _timed(command: tuple[str, ...], store: Store, **places: str) -> Run | str:
    """The run of a command on the store, or the last line of why it could not."""
    arguments = [part.format(**places) for part in command]
    try:
        return run_pipelines(*arguments, "--store", str(store.folder))
    except subprocess.CalledProcessError as error:
        return f"failed: {(error.stderr.strip().splitlines() or ['no reason given'])[-1]}"


def _figure(what: str, run: Run | str, wanted: str = "") -> Figure:
    if isinstance(run, str):
        return Figure(what, run, wanted)
    peak = run.peak_mb / 1000
    return Figure(what, f"{run.seconds:.1f} s, {run.cpu_seconds:.1f} CPU, {peak:.1f} GB", wanted)


def _part(run: Run | str, name: str) -> str:
    return run if isinstance(run, str) else f"{json.loads(run.output)[name]:.1f} s"
