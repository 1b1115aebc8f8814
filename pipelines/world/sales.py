"""Sales events: who bought what when, and what came back on its own later day."""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from pipelines.world.demand import Demand
from pipelines.world.fraud import Fraud
from pipelines.world.horizon import DAY_SECONDS, Horizon, Ints
from pipelines.world.merchants import Merchants
from pipelines.world.parameters import INDUSTRIES, Parameters

KINDS = ("sale", "refund", "chargeback", "void")
CHANNELS = ("marketplace", "web store", "wholesale")
BUYERS_PER_MERCHANT = 100_000
# Buyers of faked sales: the last numbers of a merchant, which its own buyers never reach.
FRIENDS, FRIENDS_FROM = 4, 99_990
ROUND_CENTS = 5_000


@dataclass(frozen=True)
class Sales:
    """One entry per event; times are seconds from the horizon's start, `buyer` is world-wide.

    `sold` is when the sale behind the event was made: the event's own time for a sale.
    """

    merchant: Ints
    sold: Ints
    occurred: Ints
    known: Ints
    kind: Ints
    cents: Ints
    buyer: Ints
    channel: Ints

    def where(self, keep: NDArray[np.bool_] | Ints) -> "Sales":
        """The events picked by a mask or by positions."""
        return Sales(**{f.name: getattr(self, f.name)[keep] for f in fields(self)})


def draw_sales(
    rng: np.random.Generator,
    merchants: Merchants,
    demand: Demand,
    fraud: Fraud,
    horizon: Horizon,
    world: Parameters,
) -> Sales:
    """Draw the sales and what follows from them, sorted by merchant and time.

    Events that nobody could know by the last day are left out.
    """
    sold = _draw_sold(rng, merchants, demand, horizon, world)
    faked = fraud.faked(rng, sold.merchant, sold.occurred // DAY_SECONDS)
    sold = _fake(rng, merchants, sold, faked)
    after = _draw_returns(rng, merchants, sold.where(~faked), world)
    events = Sales(
        **{f.name: np.concatenate([getattr(sold, f.name), getattr(after, f.name)])
           for f in fields(Sales)}
    )  # fmt: skip
    events = events.where(events.known < horizon.days * DAY_SECONDS)
    moment = events.merchant * (horizon.days * DAY_SECONDS) + events.occurred
    return events.where(np.argsort(moment, kind="stable"))


def _draw_sold(
    rng: np.random.Generator,
    merchants: Merchants,
    demand: Demand,
    horizon: Horizon,
    world: Parameters,
) -> Sales:
    """Poisson orders a day, lognormal value; known when settled, one to two days later."""
    counts = rng.poisson(demand.orders)
    cell = np.repeat(np.arange(counts.size), counts.ravel())
    merchant, day = np.divmod(cell, horizon.days)
    n = len(cell)
    sigma = world.ticket_sigma
    value = demand.ticket[merchant] * np.exp(sigma * rng.standard_normal(n) - sigma**2 / 2)
    hour = np.clip(rng.normal(15, 4, n), 0, 23.99)
    occurred = day * DAY_SECONDS + (hour * 3600).astype(np.int64)
    return Sales(
        merchant=merchant,
        sold=occurred,
        occurred=occurred,
        known=occurred + rng.integers(DAY_SECONDS // 2, 2 * DAY_SECONDS, n),
        kind=np.zeros(n, dtype=np.int64),
        cents=np.maximum((value * 100).astype(np.int64), 100),
        buyer=_buyers(rng, merchants, merchant, day / horizon.days),
        channel=_channels(rng, merchants, merchant),
    )


def _fake(
    rng: np.random.Generator, merchants: Merchants, sold: Sales, faked: NDArray[np.bool_]
) -> Sales:
    """Make some sales look as faked ones do: round sums, a handful of buyers, half at night."""
    n = len(sold.merchant)
    round_cents = np.maximum((sold.cents + ROUND_CENTS // 2) // ROUND_CENTS, 1) * ROUND_CENTS
    night = sold.occurred // DAY_SECONDS * DAY_SECONDS + rng.integers(0, 5 * 3600, n)
    friend = merchants.number[sold.merchant] * BUYERS_PER_MERCHANT + FRIENDS_FROM
    friend = friend + rng.integers(0, FRIENDS, n)
    occurred = np.where(faked & (rng.random(n) < 0.5), night, sold.occurred)
    return replace(
        sold,
        sold=occurred,
        occurred=occurred,
        known=np.maximum(sold.known, occurred),
        cents=np.where(faked, round_cents, sold.cents),
        buyer=np.where(faked, friend, sold.buyer),
    )


def _buyers(
    rng: np.random.Generator, merchants: Merchants, merchant: Ints, time: NDArray[np.float64]
) -> Ints:
    """A pool that grows with time, drawn with a skew: a few buyers return often."""
    pool = 20 + 2.2 * merchants.orders**0.9
    reach = (0.4 + 0.6 * time) * pool[merchant]
    place = rng.random(len(merchant)) ** merchants.buyer_skew[merchant]
    return merchants.number[merchant] * BUYERS_PER_MERCHANT + (reach * place).astype(np.int64)


def _channels(rng: np.random.Generator, merchants: Merchants, merchant: Ints) -> Ints:
    main = rng.beta(4, 2, merchants.count)[merchant]
    second = main + (1 - main) * 0.8
    position = rng.random(len(merchant))
    return (position > main).astype(np.int64) + (position > second)


def _draw_returns(
    rng: np.random.Generator, merchants: Merchants, sold: Sales, world: Parameters
) -> Sales:
    """At most one of void (same day), refund (weeks later) or chargeback (a quarter later)."""
    n = len(sold.merchant)
    base = np.array([i.refund_share for i in INDUSTRIES])[merchants.industry]
    refund = np.clip(base * merchants.refund_factor, 0, 0.6)[sold.merchant]
    chance = rng.random(n)
    edges = np.stack([refund, refund + world.chargeback_share])
    edges = np.vstack([edges, edges[1] + world.void_share])
    kind = 1 + (chance[None, :] >= edges).sum(axis=0)
    picked = np.flatnonzero(kind <= 3)
    back = sold.where(picked)
    kind = kind[picked]
    m = len(picked)
    days = np.select(
        [kind == 1, kind == 2], [1 + rng.exponential(13, m), rng.uniform(20, 75, m)], 0.1
    )
    lag = np.select([kind == 1, kind == 2], [rng.uniform(0, 1, m), rng.uniform(3, 10, m)], 0.2)
    part = np.where((kind == 1) & (rng.random(m) < 0.3), rng.uniform(0.2, 0.9, m), 1.0)
    occurred = back.occurred + (days * DAY_SECONDS).astype(np.int64)
    return Sales(
        merchant=back.merchant,
        sold=back.occurred,
        occurred=occurred,
        known=np.maximum(occurred, back.known) + (lag * DAY_SECONDS).astype(np.int64),
        kind=kind,
        cents=np.maximum((back.cents * part).astype(np.int64), 1),
        buyer=back.buyer,
        channel=back.channel,
    )
