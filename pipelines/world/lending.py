"""The old policy: eligibility and a noisy score that approved about 70 %, with limit and tier."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.world.applications import Requests
from pipelines.world.drivers import SHOWN, Drivers
from pipelines.world.horizon import Floats, Horizon, Ints
from pipelines.world.merchants import Merchants
from pipelines.world.parameters import Parameters
from pipelines.world.risk import NEVER, Risk

LEAST_AGE_DAYS = 180
LIMIT_SHARE_OF_SALES = 0.25


@dataclass(frozen=True)
class Lending:
    """What became of each request; `tier` is 0 (low) to 2 (high), `funded_day` its funding."""

    approved: NDArray[np.bool_]
    funded: NDArray[np.bool_]
    principal_cents: Ints
    tier: Ints
    funded_day: Ints


def lend(
    rng: np.random.Generator,
    requests: Requests,
    drivers: Drivers,
    risk: Risk,
    merchants: Merchants,
    horizon: Horizon,
    world: Parameters,
) -> Lending:
    """Apply the old policy: the best part by score, nobody who is behind on an earlier loan.

    The amount is the order, at most a quarter of the year's sales; 5 % of offers lapse.
    """
    n = len(requests.merchant)
    score = _noisy_score(rng, drivers, world)
    age = requests.day - merchants.founded_day[requests.merchant]
    score[age < LEAST_AGE_DAYS] = np.inf
    limit = LIMIT_SHARE_OF_SALES * drivers.yearly_sales * 100
    principal = np.minimum(requests.order_cents, np.maximum(limit, world.smallest_order * 100))
    approved = score <= np.quantile(score, world.approval_share, method="lower")
    funded_day = requests.day + rng.integers(1, 4, n)
    funded = approved & (rng.random(n) < world.take_up) & (funded_day < horizon.days)
    behind = _is_behind(requests, risk, funded, horizon.after_months(funded_day, risk.first_missed))
    return Lending(
        approved=approved & ~behind,
        funded=funded & ~behind,
        principal_cents=principal.astype(np.int64),
        tier=_tiers(score, approved),
        funded_day=funded_day,
    )


def _noisy_score(rng: np.random.Generator, drivers: Drivers, world: Parameters) -> Floats:
    signal = drivers.index(world.weights, SHOWN)
    return signal + world.policy_noise * signal.std() * rng.standard_normal(len(signal))


def _tiers(score: Floats, approved: NDArray[np.bool_]) -> Ints:
    edges = np.quantile(score[approved], [1 / 3, 2 / 3])
    return np.searchsorted(edges, score)


def _is_behind(
    requests: Requests, risk: Risk, funded: NDArray[np.bool_], missed_day: Ints
) -> NDArray[np.bool_]:
    """True where the merchant had missed an instalment of an earlier loan for good."""
    first = np.full(int(requests.merchant.max()) + 1, NEVER)
    fails = funded & risk.defaults
    np.minimum.at(first, requests.merchant[fails], missed_day[fails])
    return requests.day > first[requests.merchant]
