"""What a policy would really have lost on the applications whose outcome is known.

Only those were seen to their end whom an earlier policy lent to: of applications that only the
policy under test would take, nothing is known, so this speaks for the overlap and not for the book.
"""

from dataclasses import dataclass

import numpy as np

from pipelines.offers import Policy
from pipelines.simulation.cases import Cases
from pipelines.simulation.replay import Replayed
from pipelines.stats.intervals import Interval, jeffreys_interval


@dataclass(frozen=True)
class Realised:
    """A policy on the cases with a known outcome that it lends to; money in cents.

    `lent` is how many it lends to in all, `known` with how many of these the outcome is known.
    `loss_cents` takes each loan's charge-off less recovery as a share of what was lent then, on the
    policy's amount; where no loan shows it, a default costs LGD times the principal then owed.
    `expected_loss_cents` is what the policy expects on the same cases. `default_rate` is Jeffreys',
    None where nothing is known.
    """

    lent: int
    known: int
    defaults: int
    volume_cents: int
    loss_cents: int
    expected_loss_cents: int
    default_rate: Interval | None


def realised(cases: Cases, found: Replayed, policy: Policy) -> Realised:
    """Hold the policy's offers against what became of the loans."""
    rows = found.lends & cases.known
    amounts, defaulted = found.amount_cents[rows], cases.outcome[rows] == 1
    assumed = defaulted * policy.economics.lgd * policy.economics.ead_share
    seen = cases.loss_share[rows]
    losses = amounts * np.where(np.isnan(seen), assumed, seen)
    known, defaults = int(rows.sum()), int(defaulted.sum())
    return Realised(
        lent=int(found.lends.sum()),
        known=known,
        defaults=defaults,
        volume_cents=int(amounts.sum()),
        loss_cents=round(float(losses.sum())),
        expected_loss_cents=int(found.loss_cents[rows].sum()),
        default_rate=jeffreys_interval(defaults, known) if known else None,
    )
