"""Measure the pages on a million applications: `python -m tests.benchmarks.million DEMO_STORE`."""

import sys
import tempfile
from pathlib import Path

from tests.benchmarks.million.measure import measure

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for figure in measure(Path(sys.argv[1]), Path(folder) / "million"):
            print(figure.line(), flush=True)
