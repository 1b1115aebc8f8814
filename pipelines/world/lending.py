"""The old policy: eligibility and a noisy score that lets a share of requests pass."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.world.applications import Requests
from pipelines.world.calibration import Constants, noisy_score
from pipelines.world.conditions import Setting
from pipelines.world.drivers import SHOWN, Drivers
from pipelines.world.horizon import NEVER, Floats, Ints
from pipelines.world.merchants import Merchants
from pipelines.world.parameters import Parameters
from pipelines.world.risk import Risk

LEAST_AGE_DAYS = 180
LIMIT_SHARE_OF_SALES = 0.25
# Months of the last quarter's sales: whose sales fall is lent less. Amazon lends up to twice the
# lowest month [cited].
LIMIT_MONTHS_OF_SALES = 2.0


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
    constants: Constants,
    setting: Setting,
) -> Lending:
    """Apply the old policy: the best part by score, nobody who is behind on an earlier loan, no
    fraud that is found out.

    The share that passes follows the preset's path; the scores it is measured on are those of
    normal times. The amount is the order, at most a quarter of the year's sales and two months of
    the last quarter's; 5 % of offers lapse.
    """
    horizon, world = setting.horizon, setting.parameters
    n = len(requests.merchant)
    score = _scores(rng, requests, drivers, merchants, constants, world)
    found = requests.is_strike & (rng.random(n) < world.fraud_found)
    approved = (score <= constants.score_at(setting.conditions.approval[requests.day])) & ~found
    funded_day = requests.day + rng.integers(1, 4, n)
    funded = approved & (rng.random(n) < world.take_up) & (funded_day < horizon.days)
    behind = _is_behind(requests, risk, funded, horizon.after_months(funded_day, risk.first_missed))
    edges = constants.score_at(world.approval_share * np.array([1 / 3, 2 / 3]))
    return Lending(
        approved=approved & ~behind,
        funded=funded & ~behind,
        principal_cents=_principal_cents(requests, drivers, world),
        tier=np.searchsorted(edges, score),
        funded_day=funded_day,
    )


def _scores(
    rng: np.random.Generator,
    requests: Requests,
    drivers: Drivers,
    merchants: Merchants,
    constants: Constants,
    world: Parameters,
) -> Floats:
    """The noisy score, low is good; infinite for the too young."""
    score = noisy_score(rng, constants.scale.index(drivers, world.weights, SHOWN), world)
    is_young = requests.day - merchants.founded_day[requests.merchant] < LEAST_AGE_DAYS
    score[is_young] = np.inf
    return score


def _principal_cents(requests: Requests, drivers: Drivers, world: Parameters) -> Ints:
    by_year = LIMIT_SHARE_OF_SALES * drivers.yearly_sales
    limit = 100 * np.minimum(by_year, LIMIT_MONTHS_OF_SALES * drivers.quarterly_sales / 3)
    most = np.maximum(limit, world.smallest_order * 100)
    return np.minimum(requests.order_cents, most).astype(np.int64)


def _is_behind(
    requests: Requests, risk: Risk, funded: NDArray[np.bool_], missed_day: Ints
) -> NDArray[np.bool_]:
    """True where the merchant had missed an instalment of an earlier loan for good."""
    first = np.full(int(requests.merchant.max(initial=0)) + 1, NEVER)
    fails = funded & risk.defaults
    np.minimum.at(first, requests.merchant[fails], missed_day[fails])
    return requests.day > first[requests.merchant]
