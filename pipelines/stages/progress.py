"""How far a stage is, for whoever watches; and which engine does its heavy part."""

from collections.abc import Callable
from typing import Literal

from pipelines.settings import Settings
from pipelines.store import History

Progress = Callable[[float, str], None]
Engine = Literal["duckdb", "spark"]
ENGINES: tuple[Engine, ...] = ("duckdb", "spark")


def silent(done: float, what: str) -> None:
    """Progress that nobody watches."""


def part_of(report: Progress, start: float, end: float) -> Progress:
    """Progress of one stage as a part of the whole."""
    return lambda done, what: report(start + done * (end - start), what)


def require_history(settings: Settings) -> None:
    """Raise `Refused` where there is no store to work on, or another process is writing to it."""
    with History(settings):
        pass
