"""Every cut-off of a policy at once: one replay, sorted by PD and summed up.

An application below the cut-off is decided as if the last tier were open to all, whatever the
cut-off is; so the book at a cut-off is the sum over the PDs up to it, and equals, to the cent, a
replay of the policy at that cut-off (`policy_at`).
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipelines.offers import Policy
from pipelines.simulation.cases import Cases, Numbers
from pipelines.simulation.replay import eligible, incomplete, replay
from pipelines.simulation.totals import Basis, figures

POINTS = 200
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Sweep:
    """The book at each cut-off, ascending; money in cents, on one basis."""

    applications: int
    cut_offs: Numbers
    approved: Numbers
    referred: Counts
    volume_cents: Numbers
    loss_cents: Numbers
    profit_cents: Numbers

    @property
    def approval_rate(self) -> Numbers:
        """Applications lent to among all."""
        return self.approved / max(self.applications, 1)

    @property
    def best(self) -> int:
        """The place of the highest expected profit, the lowest cut-off of several that earn it."""
        return int(self.profit_cents.argmax())


class CutOffs:
    """A policy's cases in the order of their PD, ready to be cut anywhere."""

    def __init__(self, cases: Cases, policy: Policy, basis: Basis) -> None:
        found = replay(cases, _opened(policy))
        lends = np.flatnonzero(found.lends)
        rows = lends[np.argsort(cases.pd[lends], kind="stable")]
        self.rows, self.pds = rows, cases.pd[rows]
        self.figures = figures(found, basis)[rows]
        self._sums = np.vstack([np.zeros(4), np.cumsum(self.figures, axis=0)])
        self._applications, self._own = len(cases), policy.cut_off
        self._referrals = _Referrals(cases, policy)

    def at(self, cut_offs: Numbers) -> Sweep:
        """The book at each of these cut-offs."""
        approved, volume, loss, profit = self._sums[self.pds.searchsorted(cut_offs, "right")].T
        referred = self._referrals.at(cut_offs)
        return Sweep(self._applications, cut_offs, approved, referred, volume, loss, profit)

    def best(self) -> float | None:
        """The PD at which the book earns most if cut there; None where nobody could be lent to."""
        if not len(self.pds):
            return None
        ends = np.append(np.flatnonzero(np.diff(self.pds)), len(self.pds) - 1)
        return float(self.pds[ends[self._sums[ends + 1, -1].argmax()]])

    def sweep(self, points: int = POINTS) -> Sweep:
        """The book at `spread` cut-offs, the policy's own and the best one among them."""
        best = self.best()
        marks = [self._own] if best is None else [self._own, best]
        return self.at(np.union1d(self.spread(points), marks))

    def spread(self, points: int = POINTS) -> Numbers:
        """At most so many cut-offs that part the cases evenly, the first and last PD among them."""
        if not len(self.pds):
            return np.zeros(0)
        places = np.linspace(0, len(self.pds) - 1, points).round().astype(int)
        return np.unique(self.pds[places])


def sweep(cases: Cases, policy: Policy, basis: Basis, points: int = POINTS) -> Sweep:
    """The book at about `points` cut-offs, as `CutOffs.sweep` chooses them."""
    return CutOffs(cases, policy, basis).sweep(points)


def policy_at(policy: Policy, cut_off: float) -> Policy:
    """The policy with another cut-off; tiers beyond it are gone, the grey band reaches it."""
    below = [tier for tier in policy.tiers[:-1] if tier.pd_up_to < cut_off]
    last = replace(policy.tiers[len(below)], pd_up_to=cut_off)
    return replace(policy, tiers=(*below, last), grey_band_pd=max(policy.grey_band_pd, cut_off))


def _opened(policy: Policy) -> Policy:
    return policy_at(policy, 1.0)


class _Referrals:
    """How many cases a person decides, by cut-off."""

    def __init__(self, cases: Cases, policy: Policy) -> None:
        able, doubtful = eligible(cases, policy.eligibility), incomplete(cases)
        # A PD that is missing sorts last, where no cut-off reaches it.
        pds, driven = cases.pd, cases.has_drivers & ~np.isnan(cases.pd)
        self._grey = policy.grey_band_pd
        self._always = int((able & doubtful & ~driven).sum())
        self._doubtful = np.sort(pds[able & doubtful & driven])
        self._driven = np.sort(pds[able & ~doubtful & driven])
        self._undriven = np.sort(pds[able & ~doubtful & ~driven])

    def at(self, cut_offs: Numbers) -> Counts:
        reach = np.maximum(cut_offs, self._grey)
        beyond = len(self._undriven) - self._undriven.searchsorted(cut_offs, "right")
        doubtful = self._doubtful.searchsorted(reach, "right")
        grey = self._driven.searchsorted(reach, "right")
        return (
            self._always + doubtful + grey - self._driven.searchsorted(cut_offs, "right") + beyond
        )
