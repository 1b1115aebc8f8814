"""Who changes sides between two policies, and what is known of those who do."""

from dataclasses import dataclass

import numpy as np

from pipelines.simulation.cases import Cases, Cents, Numbers
from pipelines.simulation.replay import Mask, Replayed
from pipelines.stats.intervals import Interval, jeffreys_interval

WON, LOST, KEPT = "won", "lost", "kept"


@dataclass(frozen=True)
class SwapGroup:
    """Applications that only the second policy lends to (won), only the first (lost), or both.

    Amounts in cents, as the policy that lends offers them; of those kept, as the second does.
    `mean_pd` is None where nobody is in the group, `default_rate` where no outcome is known; its
    interval is Jeffreys'.
    """

    name: str
    applications: int
    merchants: int
    volume_cents: int
    mean_pd: float | None
    known: int
    defaults: int
    default_rate: Interval | None


@dataclass(frozen=True)
class MerchantSwaps:
    """Merchants of whom at least one application changes sides, one row each, most money first.

    `before_cents` and `after_cents` are what each policy offers on the applications that change;
    `won` and `lost` count these. `mean_pd`, `known` and `defaults` are of these too.
    """

    merchant_id: list[str]
    name: list[str]
    won: Cents
    lost: Cents
    before_cents: Cents
    after_cents: Cents
    mean_pd: Numbers
    known: Cents
    defaults: Cents

    def __len__(self) -> int:
        return len(self.merchant_id)


def swap_set(cases: Cases, before: Replayed, after: Replayed) -> tuple[SwapGroup, ...]:
    """Won, lost and kept between two policies, in this order."""
    was, now = before.lends, after.lends
    return (
        _group(WON, cases, now & ~was, after.amount_cents),
        _group(LOST, cases, was & ~now, before.amount_cents),
        _group(KEPT, cases, was & now, after.amount_cents),
    )


def merchant_swaps(cases: Cases, before: Replayed, after: Replayed) -> MerchantSwaps:
    """The swap set merchant by merchant."""
    rows = np.flatnonzero(before.lends != after.lends)
    merchants, first, place = np.unique(
        cases.merchant[rows], return_index=True, return_inverse=True
    )

    def summed(values: Numbers | Cents | Mask) -> Cents:
        return np.bincount(place, values[rows], len(merchants)).round().astype(np.int64)

    moved = np.bincount(place, minlength=len(merchants))
    was, now = summed(before.amount_cents), summed(after.amount_cents)
    order = np.argsort(-np.maximum(was, now), kind="stable")
    heads = rows[first[order]]
    return MerchantSwaps(
        merchant_id=list(cases.merchant_id[heads]),
        name=list(cases.name[heads]),
        won=summed(after.lends)[order],
        lost=summed(before.lends)[order],
        before_cents=was[order],
        after_cents=now[order],
        mean_pd=(np.bincount(place, cases.pd[rows], len(merchants)) / np.maximum(moved, 1))[order],
        known=summed(cases.known)[order],
        defaults=summed(cases.outcome == 1)[order],
    )


def _group(name: str, cases: Cases, rows: Mask, amounts: Cents) -> SwapGroup:
    known, defaults = int(cases.known[rows].sum()), int((cases.outcome[rows] == 1).sum())
    count = int(rows.sum())
    return SwapGroup(
        name=name,
        applications=count,
        merchants=len(np.unique(cases.merchant[rows])),
        volume_cents=int(amounts[rows].sum()),
        mean_pd=float(cases.pd[rows].mean()) if count else None,
        known=known,
        defaults=defaults,
        default_rate=jeffreys_interval(defaults, known) if known else None,
    )
