"""What dearer or cheaper offers would earn once some buyers turn them down."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipelines.offers import Policy
from pipelines.simulation.cases import Cases, Numbers
from pipelines.simulation.economics import apr
from pipelines.simulation.replay import replay
from pipelines.simulation.totals import figures

MULTIPLES = tuple(np.round(np.arange(0.5, 1.65, 0.1), 2).tolist())


@dataclass(frozen=True)
class PriceLevels:
    """The policy at multiples of its monthly rates, cut-offs and limits unchanged.

    `apr` is the mean of what is offered, weighted by amount, as a fraction of one. `taken_up` is
    the share of the offered money that is expected to be accepted; `volume_cents`, `loss_cents` and
    `profit_cents` are of that share.
    """

    multiples: Numbers
    apr: Numbers
    taken_up: Numbers
    volume_cents: Numbers
    loss_cents: Numbers
    profit_cents: Numbers

    @property
    def best(self) -> int:
        """The place of the highest expected profit."""
        return int(self.profit_cents.argmax())


def price_levels(
    cases: Cases, policy: Policy, multiples: Sequence[float] = MULTIPLES
) -> PriceLevels:
    """Replay the policy at each multiple of its prices; take-up is the policy's assumption."""
    return PriceLevels(
        np.array(multiples), *np.array([_level(cases, policy, m) for m in multiples]).T
    )


def at_price(policy: Policy, multiple: float) -> Policy:
    """The policy with every monthly rate multiplied."""
    tiers = [
        replace(tier, monthly_rates=tuple(round(rate * multiple, 6) for rate in tier.monthly_rates))
        for tier in policy.tiers
    ]
    return replace(policy, tiers=tuple(tiers))


def _level(cases: Cases, policy: Policy, multiple: float) -> tuple[float, ...]:
    priced = at_price(policy, multiple)
    found = replay(cases, priced)
    _, volume, loss, profit = figures(found, "accepted").sum(axis=0)
    offered = int(found.amount_cents.sum())
    aprs = np.array([*(apr(tier.monthly_rates) for tier in priced.tiers), 0.0])
    mean = float(aprs[found.tier] @ found.amount_cents) / offered if offered else 0.0
    return mean, volume / offered if offered else 0.0, volume, loss, profit
