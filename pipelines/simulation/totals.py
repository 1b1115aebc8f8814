"""What a policy comes to on all cases: approved, offered, expected loss and profit."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipelines.simulation.cases import Numbers
from pipelines.simulation.replay import Replayed

Basis = Literal["offered", "accepted"]
"""Whether every offer counts in full, or by the share of buyers expected to accept its price."""
FIGURES = ("approved", "volume_cents", "loss_cents", "profit_cents")


@dataclass(frozen=True)
class Totals:
    """A policy over all cases; money in cents. An approval counts whether it is accepted or not."""

    applications: int
    approved: int
    referred: int
    volume_cents: int
    loss_cents: int
    profit_cents: int

    @property
    def approval_rate(self) -> float:
        """Applications lent to among all."""
        return self.approved / self.applications if self.applications else 0.0

    @property
    def loss_rate(self) -> float:
        """Expected loss of what is lent."""
        return self.loss_cents / self.volume_cents if self.volume_cents else 0.0


def figures(found: Replayed, basis: Basis) -> Numbers:
    """One row per case, one column for each of `FIGURES`; whole numbers where all is offered."""
    share = found.take_up if basis == "accepted" else 1.0
    money = (found.amount_cents, found.loss_cents, found.profit_cents)
    return np.column_stack([found.lends, *(share * cents for cents in money)]).astype(np.float64)


def totals(found: Replayed, basis: Basis) -> Totals:
    """Sum the cases up."""
    approved, volume, loss, profit = figures(found, basis).sum(axis=0)
    return Totals(
        applications=len(found.decision),
        approved=int(approved),
        referred=int(found.refers.sum()),
        volume_cents=round(volume),
        loss_cents=round(loss),
        profit_cents=round(profit),
    )
