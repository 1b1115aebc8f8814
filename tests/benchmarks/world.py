"""The synthetic marketplace alone: `python -m tests.benchmarks.world` draws 100 million sales."""

import shutil
import sys
import tempfile
from pathlib import Path

import pyarrow.parquet as pq

from pipelines.world import write_world
from tests.benchmarks.figures import Figure, run_module

SEED = 20190115
SMALL = (5_000, 3)
LARGE = (200_000, 2)


def measure(folder: Path) -> list[Figure]:
    """The world of the design's demo."""
    return _measure(folder, *SMALL, wanted=("20 s", ""))


def measure_large(folder: Path) -> list[Figure]:
    """The world of more than 100 million sales; takes minutes and about 4 GB of disk."""
    return _measure(folder, *LARGE, wanted=("600 s", "6,000 MB"))


def _measure(folder: Path, merchants: int, years: int, *, wanted: tuple[str, str]) -> list[Figure]:
    done = run_module("tests.benchmarks.world", str(folder), str(merchants), str(years))
    sales = pq.read_metadata(folder / "sales.parquet").num_rows
    shutil.rmtree(folder)
    what = f"world of {merchants:,} merchants, {sales:,} sales"
    return [
        Figure(what, f"{done.seconds:.1f} s", wanted[0]),
        Figure("its peak memory", f"{done.peak_mb:,.0f} MB", wanted[1]),
    ]


def main() -> None:
    """Without arguments measure the large world; with folder, merchants and years write one."""
    if len(sys.argv) == 1:
        with tempfile.TemporaryDirectory() as scratch:
            for figure in measure_large(Path(scratch) / "world"):
                print(figure.line(), flush=True)
        return
    folder, merchants, years = sys.argv[1:]
    write_world(Path(folder), merchants=int(merchants), years=int(years), seed=SEED)


if __name__ == "__main__":
    main()
