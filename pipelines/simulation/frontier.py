"""The efficient frontier: which cut-offs and limits no other beats."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipelines.offers import Policy
from pipelines.simulation.cases import Cases, Numbers
from pipelines.simulation.sweep import CutOffs, Sweep
from pipelines.simulation.totals import Basis

LIMITS = (0.5, 0.75, 1.0, 1.5, 2.0)
"""Multiples of the policy's own limit rules that the frontier tries."""
CUT_OFFS = 60


@dataclass(frozen=True)
class Frontier:
    """Policies with another cut-off and other limits, one a point; `sweep` holds what each earns.

    `limits` is the multiple of the policy's limit rules. `by_loss` marks the points that no other
    beats in profit at the same loss or less, `by_approval` those that none beats in profit at the
    same approval rate or more.
    """

    sweep: Sweep
    limits: Numbers
    by_loss: NDArray[np.bool_]
    by_approval: NDArray[np.bool_]

    def most_for_loss(self, loss_cents: float) -> int | None:
        """The place of the point that earns most for at most that loss; None where none does."""
        within = np.flatnonzero(self.by_loss & (self.sweep.loss_cents <= loss_cents))
        return int(within[self.sweep.profit_cents[within].argmax()]) if len(within) else None


def frontier(
    cases: Cases, policy: Policy, basis: Basis, *, limits: Sequence[float] = LIMITS
) -> Frontier:
    """Try cut-offs under multiples of the limit rules; the cap and all else stay the policy's."""
    swept, multiples = [], []
    for multiple in limits:
        cut = CutOffs(cases, _with_limits(policy, multiple), basis)
        best = cut.best()
        marks = np.union1d(cut.spread(CUT_OFFS), [] if best is None else [best])
        swept.append(cut.at(marks))
        multiples.append(np.full(len(marks), multiple))
    joined = _joined(swept)
    return Frontier(
        sweep=joined,
        limits=np.concatenate(multiples),
        by_loss=efficient(joined.loss_cents, joined.profit_cents),
        by_approval=efficient(-joined.approved, joined.profit_cents),
    )


def efficient(cost: Numbers, gain: Numbers) -> NDArray[np.bool_]:
    """Mark the points that no other beats: as cheap and gaining more, or cheaper and as good.

    Of equal points one is marked.
    """
    order = np.lexsort((-gain, cost))
    before = np.maximum.accumulate(np.concatenate([[-np.inf], gain[order]]))[:-1]
    marked = np.zeros(len(cost), np.bool_)
    marked[order] = gain[order] > before
    return marked


def _with_limits(policy: Policy, multiple: float) -> Policy:
    limit = replace(
        policy.limit,
        share_of_annual_sales=policy.limit.share_of_annual_sales * multiple,
        worst_month_multiple=policy.limit.worst_month_multiple * multiple,
    )
    return replace(policy, limit=limit)


def _joined(parts: Sequence[Sweep]) -> Sweep:
    names = ("cut_offs", "approved", "referred", "volume_cents", "loss_cents", "profit_cents")
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    return Sweep(applications=parts[0].applications, **columns)
