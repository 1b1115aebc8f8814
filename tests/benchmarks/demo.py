"""The embedded demo from nothing, as `make run` builds it on a first start."""

import json
from pathlib import Path

from tests.benchmarks.figures import Figure, run_pipelines


def measure(store: Path) -> list[Figure]:
    """Build the demo of the default size in `store`."""
    built = run_pipelines("demo", "--json", "--store", str(store))
    report = json.loads(built.output)
    size = f"{report['merchants']:,} merchants, {report['events']:,} rows"
    return [
        Figure(f"demo from nothing to offers: {size}", f"{built.seconds:.1f} s", "60 s"),
        Figure("its peak memory", f"{built.peak_mb:,.0f} MB"),
    ]
