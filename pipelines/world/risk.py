"""Who would default: the driver index, the common factors, and the outcome of every request."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import ndtr

from pipelines.world.applications import Requests
from pipelines.world.drivers import HIDDEN, SHOWN, Drivers
from pipelines.world.horizon import Floats, Horizon, Ints, persistent_noise
from pipelines.world.merchants import Merchants
from pipelines.world.parameters import INDUSTRIES, Parameters

NEVER = 10**7


@dataclass(frozen=True)
class Risk:
    """The truth about each request.

    `pd` is what the drivers say, averaged over the common factors; `pd_given_factors` is the
    probability in the conditions that came. `first_missed` (1..5) is the instalment that goes
    unpaid if the request is funded and `defaults`.
    """

    pd: Floats
    pd_given_factors: Floats
    defaults: NDArray[np.bool_]
    first_missed: Ints
    exit_day: Ints
    kept: NDArray[np.bool_]


def draw_risk(
    rng: np.random.Generator,
    requests: Requests,
    drivers: Drivers,
    merchants: Merchants,
    horizon: Horizon,
    world: Parameters,
) -> Risk:
    """Draw outcomes by a one-factor probit with an industry factor on top.

    A request defaults if index + sqrt(rho_m) M + sqrt(rho_i) S + sqrt(1 - rho_m - rho_i) e > c,
    with M and S the macro and industry factors of its month and e its own shock; c is solved for
    the world's default rate over the requests that are `kept`. Some failing merchants stop
    selling (`exit_day`, per merchant), and what they would have asked for later is not kept.
    """
    n = len(requests.merchant)
    index = drivers.index(world.weights, SHOWN + HIDDEN)
    factors = _factors(rng, requests, merchants, horizon, world)
    own = np.sqrt(1 - world.macro_correlation - world.industry_correlation)
    shock = rng.standard_normal(n)
    first_missed = 1 + rng.choice(len(world.first_missed), n, p=world.first_missed)
    leaves = rng.random(n) < world.exit_after_default
    missed_day = horizon.after_months(requests.day + 2, first_missed)
    leave_day = missed_day + rng.integers(-10, 60, n)
    kept = np.ones(n, dtype=bool)
    for _ in range(3):  # who is kept moves the cut-off, which moves who is kept
        cut = _solve_cut(((index + factors) / own)[kept], world.default_rate, own)
        defaults = index + factors + own * shock > cut
        exits = _exit_days(requests, merchants, defaults & leaves, leave_day)
        kept = requests.day < exits[requests.merchant]
    return Risk(
        pd=ndtr(index - cut),
        pd_given_factors=ndtr((index + factors - cut) / own),
        defaults=defaults,
        first_missed=first_missed,
        exit_day=exits,
        kept=kept,
    )


def _factors(
    rng: np.random.Generator,
    requests: Requests,
    merchants: Merchants,
    horizon: Horizon,
    world: Parameters,
) -> Floats:
    """Macro plus industry factor in each request's month; every path has mean 0 and sd 1."""
    paths = persistent_noise(rng, (1 + len(INDUSTRIES), horizon.months), 0.8)
    paths -= paths.mean(axis=1, keepdims=True)
    paths /= paths.std(axis=1, keepdims=True)
    month = horizon.month_of_day[requests.day]
    industry = merchants.industry[requests.merchant]
    macro = np.sqrt(world.macro_correlation) * paths[0, month]
    return macro + np.sqrt(world.industry_correlation) * paths[1 + industry, month]


def _solve_cut(scaled: Floats, rate: float, own: float) -> float:
    """The cut-off at which the mean probability is `rate`."""
    if not len(scaled):
        return 0.0
    return brentq(lambda cut: ndtr(scaled - cut / own).mean() - rate, -20.0, 20.0)


def _exit_days(
    requests: Requests, merchants: Merchants, failing: NDArray[np.bool_], leave_day: Ints
) -> Ints:
    exits = np.full(merchants.count, NEVER)
    np.minimum.at(exits, requests.merchant[failing], leave_day[failing])
    return np.minimum(exits, merchants.exit_day)
