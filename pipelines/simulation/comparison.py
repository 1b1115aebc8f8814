"""One policy against another on the store's applications, as a record."""

from dataclasses import dataclass
from math import isnan
from typing import Any

from pipelines.offers import Policy
from pipelines.simulation.cases import Cases
from pipelines.simulation.intervals import intervals, resamples
from pipelines.simulation.realised import Realised, realised
from pipelines.simulation.replay import replay
from pipelines.simulation.swaps import SwapGroup, swap_set
from pipelines.simulation.totals import Basis, Totals, figures, totals
from pipelines.stats.intervals import Interval

BASES: tuple[Basis, ...] = ("offered", "accepted")


@dataclass(frozen=True)
class Comparison:
    """Two policies on the same cases: totals and the change in each with its interval, by basis.

    `swaps` are won, lost and kept; `realised` what each would have lost where outcomes are known.
    """

    versions: tuple[str, str]
    totals: dict[Basis, tuple[Totals, Totals]]
    changes: dict[Basis, dict[str, Interval]]
    swaps: tuple[SwapGroup, ...]
    realised: tuple[Realised, Realised]

    def to_json(self) -> dict[str, Any]:
        """Return the comparison in the shape of `simulate --json`; money in cents."""
        sides = ("in_force", "policy")
        return {
            "applications": self.totals["offered"][0].applications,
            **dict(zip(sides, self.versions, strict=True)),
            **{basis: self._basis(basis) for basis in BASES},
            "swaps": [_plain(group) for group in self.swaps],
            "realised": {side: _plain(one) for side, one in zip(sides, self.realised, strict=True)},
        }

    def _basis(self, basis: Basis) -> dict[str, Any]:
        before, after = self.totals[basis]
        changes = {name: _span(change) for name, change in self.changes[basis].items()}
        return {"in_force": vars(before), "policy": vars(after), "change": changes}


def compare(cases: Cases, in_force: Policy, policy: Policy) -> Comparison:
    """Replay both policies and set them side by side."""
    before, after = replay(cases, in_force), replay(cases, policy)
    drawn = resamples(cases)
    return Comparison(
        versions=(in_force.version, policy.version),
        totals={basis: (totals(before, basis), totals(after, basis)) for basis in BASES},
        changes={
            basis: intervals(drawn, figures(after, basis) - figures(before, basis))
            for basis in BASES
        },
        swaps=swap_set(cases, before, after),
        realised=(realised(cases, before, in_force), realised(cases, after, policy)),
    )


def _plain(record: SwapGroup | Realised) -> dict[str, Any]:
    rate = record.default_rate
    return vars(record) | {"default_rate": _span(rate) if rate else None}


def _span(found: Interval) -> dict[str, float | None]:
    """The interval's three figures; None for a bound that could not be told."""
    return {
        "estimate": found.estimate,
        "low": None if isnan(found.low) else found.low,
        "high": None if isnan(found.high) else found.high,
    }
