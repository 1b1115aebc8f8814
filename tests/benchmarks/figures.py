"""One measured figure, and running a command under measurement."""

import resource
import subprocess
import sys
import time
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Figure:
    """What was measured, with its unit; `wanted` is empty where the design names no figure."""

    what: str
    measured: str
    wanted: str = ""

    def line(self) -> str:
        """The figure as one row of the table."""
        return f"{self.what:<64}{self.measured:>16}{self.wanted:>14}"


@dataclass(frozen=True)
class Run:
    """A finished command: wall seconds, and the peak memory of any command so far, in MB."""

    seconds: float
    peak_mb: float
    output: str


def run_pipelines(*arguments: str) -> Run:
    """Run `python -m pipelines` with `arguments` in a process of its own."""
    return run_module("pipelines", *arguments)


def run_module(module: str, *arguments: str) -> Run:
    """Run a module with `arguments` in a process of its own."""
    started = time.perf_counter()
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Run(time.perf_counter() - started, peak, done.stdout)


def percentiles(seconds: list[float], *, unit: str = "ms") -> str:
    """Median and 99th percentile, as `p50/p99 ms`."""
    scale = {"ms": 1e3, "s": 1.0}[unit]
    middle, high = np.percentile(seconds, [50, 99]) * scale
    return f"{middle:.2f}/{high:.2f} {unit}"
