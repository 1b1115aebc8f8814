"""One measured figure, and running a command under measurement."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

import numpy as np

KIB_PER_MB = 1024


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
    """A finished command: its wall and CPU seconds, its peak memory in MB and what it printed."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    output: str


def run_pipelines(*arguments: str) -> Run:
    """Run `python -m pipelines` with `arguments` in a process of its own."""
    return run_module("pipelines", *arguments)


def run_module(module: str, *arguments: str) -> Run:
    """Run a module with `arguments` in a process of its own; an error has what it complained of."""
    started = time.perf_counter()
    command = [sys.executable, "-m", module, *arguments]
    with tempfile.TemporaryFile("w+") as complaints:
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=complaints, text=True)
        with child.stdout as printed:
            output = printed.read()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            complaints.seek(0)
            raise subprocess.CalledProcessError(
                child.returncode, command, output, complaints.read()
            )
    seconds = time.perf_counter() - started
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / KIB_PER_MB, output)


def percentiles(seconds: list[float], *, unit: str = "ms") -> str:
    """Median and 99th percentile, as `p50/p99 ms`."""
    scale = {"ms": 1e3, "s": 1.0}[unit]
    middle, high = np.percentile(seconds, [50, 99]) * scale
    return f"{middle:.2f}/{high:.2f} {unit}"
