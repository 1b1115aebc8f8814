"""All scenarios, one after the other, with progress and a way to stop."""

from collections.abc import Callable, Sequence

from pipelines.errors import Stopped
from pipelines.portfolio.stress.carried import StressBench, stressed
from pipelines.portfolio.stress.records import StressResult
from pipelines.portfolio.stress.scenarios import Scenario

Progress = Callable[[float, str], None]
Stop = Callable[[], bool]


def stressed_by_all(
    bench: StressBench,
    scenarios: Sequence[Scenario],
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> tuple[StressResult, ...]:
    """Carry each scenario through, in order; raises Stopped when asked to stop."""
    results = []
    for place, scenario in enumerate(scenarios):
        if stop is not None and stop():
            raise Stopped("The stress was stopped: nothing was kept; start it again when ready")
        if progress is not None:
            progress(place / len(scenarios), scenario.title)
        results.append(stressed(bench, scenario))
    return tuple(results)
