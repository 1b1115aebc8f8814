"""The design's figures, from a race: how the catalogue does against the others."""

from pathlib import Path

from tests.benchmarks.features.side_by_side import CONTENDERS, Result, race
from tests.benchmarks.features.stores import Store, prepared
from tests.benchmarks.figures import Figure

MILLIONS = 10
ROUNDS = 3
OURS, HAND_WRITTEN, POLARS = (contender.name for contender in CONTENDERS[:3])


def measure(folder: Path) -> list[Figure]:
    """The set of `make bench`: 10 million events, the engines that take seconds."""
    store = prepared(folder, MILLIONS)
    return figures(store, race(store, folder, ROUNDS, CONTENDERS[:3]))


def figures(store: Store, results: list[Result]) -> list[Figure]:
    """The catalogue's time, over that of the hand-written query and under that of Polars."""
    what = f"28 features, 50,000 applications, {store.millions} M events"
    ours, hand_written, polars = (_of(results, name) for name in (OURS, HAND_WRITTEN, POLARS))
    if ours.problem:
        return [Figure(what, ours.problem)]
    return [
        Figure(what, f"{ours.seconds:.1f} s"),
        Figure("its peak memory", f"{ours.peak_mb:,.0f} MB", "4,000 MB"),
        Figure("its wall (CPU) over the hand-written query's", _ratio(ours, hand_written), "1.2"),
        Figure("the wall (CPU) of Polars streaming over its", _ratio(polars, ours), "2.5 or more"),
    ]


def _ratio(over: Result, under: Result) -> str:
    problem = over.problem or under.problem
    if problem:
        return problem
    return f"{over.seconds / under.seconds:.2f} ({over.cpu_seconds / under.cpu_seconds:.2f})"


def _of(results: list[Result], name: str) -> Result:
    return next(result for result in results if result.contender.name == name)
