"""The embedded demo from nothing, as `make run` builds it on a first start."""

from pathlib import Path

from tests.benchmarks.figures import Figure, run_pipelines


def measure(store: Path) -> list[Figure]:
    """Build the demo of the default size in `store`."""
    built = run_pipelines("demo", "--store", str(store))
    return [
        Figure("demo of the default size, from nothing to offers", f"{built.seconds:.1f} s"),
        Figure("its peak memory", f"{built.peak_mb:,.0f} MB"),
    ]
