"""What a process and its descendants have used: CPU seconds and peak memory."""

import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Used:
    """Wall seconds, CPU seconds of all processes, and the sum of their peak memory in MB."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


def measured(work: Callable[[], Result]) -> tuple[Result, Used]:
    """Do `work` in this process; what it and the processes below used meanwhile."""
    cpu, started = tree_cpu_seconds(), time.perf_counter()
    result = work()
    seconds = time.perf_counter() - started
    return result, Used(seconds, tree_cpu_seconds() - cpu, tree_peak_mb())


def tree_cpu_seconds() -> float:
    """CPU seconds of this process and its descendants so far, finished ones too."""
    if not PROC.is_dir():
        return sum(os.times()[:4])
    ticks = sum(sum(map(int, fields[11:15])) for fields in map(_stat, _tree()))
    return ticks / TICK


def tree_peak_mb() -> float:
    """The sum of the most memory each process of the tree ever held: no less than their peak."""
    if not PROC.is_dir():
        unit = 1024**2 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return sum(_high_water_mb(pid) for pid in _tree())


def _tree() -> list[int]:
    """This process and every process below it."""
    parents = {int(p.name): _parent(int(p.name)) for p in PROC.iterdir() if p.name.isdigit()}
    found = [os.getpid()]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the command's name, which may have spaces in it."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ["?", *["0"] * 20]


def _parent(pid: int) -> int:
    return int(_stat(pid)[1])


def _high_water_mb(pid: int) -> float:
    try:
        lines = (PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)
