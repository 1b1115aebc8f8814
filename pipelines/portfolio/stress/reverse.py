"""Reverse stress: how severe a shock has to be for a given part of the book to be lost.

Every severity tried goes the whole way from sales to loss. Between two that enclose the target the
next one lies where the straight line between the logarithms of their losses meets it, but never
nearer to either than a tenth of the way, so that the search cannot stall.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import log
from typing import Any

from pipelines.errors import Stopped
from pipelines.portfolio.stress.records import StressResult
from pipelines.portfolio.stress.scenarios import Scenario

Attempt = Callable[[Scenario, float], StressResult]
Progress = Callable[[float, str], None]
Stop = Callable[[], bool]

MOST_TRIED = 9
CLOSE = 0.001
"""Part of the balance by which the loss may miss the target."""
LEAST_SHARE = 1e-6
OFF_THE_ENDS = 0.1
"""The least part of an interval that a trial cuts off it."""


@dataclass(frozen=True)
class Tried:
    """One severity and what it loses: the change of sales, and the loss over the balance."""

    severity: float
    sales_change: float | None
    share_lost: float


@dataclass(frozen=True)
class ReverseStress:
    """The answer: `severity` loses `share_lost` of the balance, or None where none up to 1 does.

    `tried` are all severities gone through, mildest first; `at_worst` is the share lost at 1 and
    `calm` that without a shock. Where `is_monotone` is false a worse shock lost less somewhere, and
    the severity is one of several.
    """

    scenario: str
    title: str
    share_lost: float
    severity: float | None
    calm: float
    at_worst: float
    tried: tuple[Tried, ...]
    is_monotone: bool
    result: StressResult

    def to_json(self) -> dict[str, Any]:
        """The record as `stress --reverse --json` gives it."""
        return {
            "scenario": self.scenario,
            "title": self.title,
            "share_lost": self.share_lost,
            "severity": self.severity,
            "calm": self.calm,
            "at_worst": self.at_worst,
            "tried": [vars(trial) for trial in self.tried],
            "is_monotone": self.is_monotone,
            "result": self.result.to_json(),
        }


def reverse_stress(
    attempt: Attempt,
    scenario: Scenario,
    share_lost: float,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> ReverseStress:
    """Find the severity at which the scenario loses that share of the balance.

    `attempt` carries a scenario at a severity through. `result` is that nearest to the target; the
    calm book's where it already loses as much. Raises Stopped when asked to stop.
    """
    search = _Search(attempt, scenario, share_lost, progress, stop)
    low, high = search.at(0.0), search.at(1.0)
    if low.share_lost >= share_lost or high.share_lost < share_lost:
        met = low if low.share_lost >= share_lost else high
        return search.answer(met, found=low.share_lost >= share_lost)
    while len(search.results) < MOST_TRIED:
        middle = search.at(_between(low, high, share_lost))
        if abs(middle.share_lost - share_lost) <= CLOSE:
            break
        low, high = (middle, high) if middle.share_lost < share_lost else (low, middle)
    nearest = min(search.results, key=lambda r: abs(r.share_lost - share_lost))
    return search.answer(nearest, found=True)


def _between(low: StressResult, high: StressResult, target: float) -> float:
    width = high.severity - low.severity
    least = max(low.share_lost, LEAST_SHARE)
    part = log(target / least) / log(high.share_lost / least)
    return low.severity + width * min(max(part, OFF_THE_ENDS), 1 - OFF_THE_ENDS)


class _Search:
    """The severities gone through, with progress and the wish to stop."""

    def __init__(
        self,
        attempt: Attempt,
        scenario: Scenario,
        target: float,
        progress: Progress | None,
        stop: Stop | None,
    ) -> None:
        self._attempt, self._scenario, self._target = attempt, scenario, target
        self._progress, self._stop = progress, stop
        self.results: list[StressResult] = []

    def at(self, severity: float) -> StressResult:
        if self._stop is not None and self._stop():
            raise Stopped("The search was stopped; no severity was found")
        if self._progress is not None:
            share = len(self.results) / MOST_TRIED
            self._progress(share, f"{self._scenario.title} at {severity:.0%}")
        found = self._attempt(self._scenario, severity)
        self.results.append(found)
        return found

    def answer(self, nearest: StressResult, *, found: bool) -> ReverseStress:
        ordered = sorted(self.results, key=lambda result: result.severity)
        tried = tuple(Tried(r.severity, r.sales_change, r.share_lost) for r in ordered)
        losses = [trial.share_lost for trial in tried]
        return ReverseStress(
            scenario=self._scenario.name,
            title=self._scenario.title,
            share_lost=self._target,
            severity=nearest.severity if found else None,
            calm=losses[0],
            at_worst=losses[-1],
            tried=tried,
            is_monotone=losses == sorted(losses),
            result=nearest,
        )
