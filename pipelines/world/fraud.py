"""Planned fraud: which merchants, by which scheme and when; marked in the truth only."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.world.horizon import NEVER, Floats, Horizon, Ints
from pipelines.world.merchants import Merchants, strata
from pipelines.world.parameters import Parameters

SCHEMES = (
    "none",
    "inflated sales",
    "pump before applying",
    "stacking",
    "first-payment default",
    "bust-out",
    "refund collusion",
)
NONE, INFLATED, PUMPED, STACKING, FIRST_PAYMENT, BUST_OUT, COLLUSION = range(len(SCHEMES))
PUMP_DAYS = 60
PUMP_FACTOR = 3.0
# A bust-out asks twice before its strike and repays at once; a stacker strikes again within a
# fortnight.
CLEAN_DRAWS = (-150, -75)
STACKING_DAYS = 14
# History a strike needs: 90 days before any request, and a bust-out's clean draws before it.
LEAST_HISTORY = 100
LONGEST_REACH = -CLEAN_DRAWS[0]


@dataclass(frozen=True)
class Fraud:
    """One entry per merchant: its scheme, and the day of the strike (NEVER for the honest)."""

    scheme: Ints
    strike: Ints

    def demand_factor(self, horizon: Horizon) -> Floats:
        """Level of sales, merchants × days: three times as high in the 60 days before a pumped
        request."""
        day = np.arange(horizon.days)
        until = self.strike[:, None] - day
        pumped = (self.scheme == PUMPED)[:, None] & (until > 0) & (until <= PUMP_DAYS)
        return np.where(pumped, PUMP_FACTOR, 1.0)

    def faked(self, rng: np.random.Generator, merchant: Ints, day: Ints) -> NDArray[np.bool_]:
        """Which sales never happened: all of an inflated shop, two in three of a pumped one."""
        until = self.strike[merchant] - day
        pumped = (self.scheme[merchant] == PUMPED) & (until > 0) & (until <= PUMP_DAYS)
        pumped[pumped] = rng.random(int(pumped.sum())) < 1 - 1 / PUMP_FACTOR
        return pumped | (self.scheme[merchant] == INFLATED)


@dataclass(frozen=True)
class Planted:
    """One entry per request of a fraudster; `is_strike` marks the ones never to be repaid."""

    merchant: Ints
    day: Ints
    is_strike: NDArray[np.bool_]


def plan_fraud(
    rng: np.random.Generator, merchants: Merchants, horizon: Horizon, world: Parameters
) -> Fraud:
    """Pick the fraudsters among the merchants with enough history before the book's end.

    Inflated shops are new ones; whoever has no room for the scheme stays honest.
    """
    n = merchants.count
    earliest = merchants.first_day + LEAST_HISTORY + LONGEST_REACH
    latest = np.minimum(merchants.exit_day - 90, horizon.days - 5)
    strike = earliest + (rng.random(n) * np.maximum(latest - earliest, 1)).astype(np.int64)
    is_new = merchants.joined_day > 0
    scheme = np.where(is_new, rng.integers(INFLATED, len(SCHEMES), n),
                      rng.integers(PUMPED, len(SCHEMES), n))  # fmt: skip
    chosen = (strata(rng, n) < world.fraud_share) & (latest > earliest)
    return Fraud(np.where(chosen, scheme, NONE), np.where(chosen, strike, NEVER))


def planted_requests(rng: np.random.Generator, fraud: Fraud) -> Planted:
    """The requests the schemes consist of."""
    striking = np.flatnonzero(fraud.scheme != NONE)
    stackers = np.flatnonzero(fraud.scheme == STACKING)
    again = fraud.strike[stackers] + rng.integers(2, STACKING_DAYS, len(stackers))
    busting = np.flatnonzero(fraud.scheme == BUST_OUT)
    clean = [fraud.strike[busting] + days for days in CLEAN_DRAWS]
    parts = [(striking, fraud.strike[striking], True), (stackers, again, True)]
    parts += [(busting, day, False) for day in clean]
    return Planted(
        merchant=np.concatenate([merchant for merchant, _, _ in parts]),
        day=np.concatenate([day for _, day, _ in parts]),
        is_strike=np.concatenate([np.full(len(m), strike) for m, _, strike in parts]),
    )
