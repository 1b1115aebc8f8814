"""Who would default: the driver index, the common factors, and the outcome of every request."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from pipelines.world.applications import Requests
from pipelines.world.conditions import Setting
from pipelines.world.drivers import HIDDEN, SHOWN, Drivers, Scale
from pipelines.world.fraud import BUST_OUT, FIRST_PAYMENT
from pipelines.world.horizon import NEVER, Floats, Horizon, Ints
from pipelines.world.merchants import Merchants
from pipelines.world.parameters import Parameters

# Instalments of the month whose conditions decide whether a loan fails: its second.
MONTHS_TO_TROUBLE = 2
# A bust-out pays its first draws, so that it is trusted with the last.
CLEAN_SHIFT = -2.0
# How much likelier a failing loan's first missed instalment is in a month of full stress.
STRESS_TILT = 2.0


@dataclass(frozen=True)
class Tendency:
    """What makes each request fail apart from chance, in units of the default index.

    `index` is what its drivers, its distress and its scheme say, `factors` what the economy and
    the industry add, `stress` (requests × instalments) what the preset adds by due day.
    """

    index: Floats
    factors: Floats
    stress: Floats


@dataclass(frozen=True)
class Fortune:
    """The chance in a request's outcome, drawn before anything is decided.

    `shock` is standard normal; `place` (0-1) picks the first missed instalment; `leaves` says
    whether a failing merchant stops selling, `delay` how many days from the missed instalment.
    """

    shock: Floats
    place: Floats
    leaves: NDArray[np.bool_]
    delay: Ints


@dataclass(frozen=True)
class Risk:
    """The truth about each request.

    `pd` is what index and scheme say, averaged over the common factors in normal times;
    `pd_given_factors` is the probability in the conditions that came. `first_missed` (1..5) is the
    instalment that goes unpaid if the request is funded and `defaults`.
    """

    pd: Floats
    pd_given_factors: Floats
    defaults: NDArray[np.bool_]
    first_missed: Ints

    def where(self, keep: NDArray[np.bool_]) -> "Risk":
        """The truth about the requests picked by a mask."""
        return Risk(
            self.pd[keep], self.pd_given_factors[keep], self.defaults[keep], self.first_missed[keep]
        )


def tendency_of(
    requests: Requests,
    drivers: Drivers,
    merchants: Merchants,
    scale: Scale,
    spread: float,
    setting: Setting,
) -> Tendency:
    """Bring together what moves each request towards default.

    `spread` is the standard deviation of the weighted driver sum over the requests the world is
    solved on.
    """
    horizon, conditions, world = setting.horizon, setting.conditions, setting.parameters
    bulk = flattened(
        scale.index(drivers, world.weights, SHOWN + HIDDEN) / spread, world.index_flattening
    )
    clean = (requests.scheme == BUST_OUT) & ~requests.is_strike
    index = np.sqrt(world.index_share) * bulk
    index += world.distress_shift * drivers.in_distress
    index += world.fraud_shift * requests.is_strike + CLEAN_SHIFT * clean
    month = np.minimum(horizon.month_of_day[requests.day] + MONTHS_TO_TROUBLE, horizon.months - 1)
    industry = merchants.industry[requests.merchant]
    factors = np.sqrt(world.macro_correlation) * conditions.macro[month]
    factors += np.sqrt(world.industry_correlation) * conditions.industry[industry, month]
    number = np.arange(1, len(world.first_missed) + 1)
    due = horizon.after_months(requests.day[:, None] + 2, number)
    return Tendency(index, factors, conditions.stress[np.minimum(due, horizon.days - 1)])


def flattened(index: Floats, rate: float) -> Floats:
    """A standard normal index bent so that it rises ever more slowly; mean 0 and spread 1 again.

    Most merchants are then alike, some much safer and, apart from distress, none much riskier.
    """
    if rate == 0:
        return index
    mean = np.exp(rate**2 / 2)
    spread = np.sqrt(np.exp(2 * rate**2) - np.exp(rate**2))
    return (mean - np.exp(-rate * np.clip(index, -3, 4))) / spread


def draw_fortune(rng: np.random.Generator, requests: Requests, world: Parameters) -> Fortune:
    """Draw the chance in every request's outcome."""
    n = len(requests.merchant)
    return Fortune(
        shock=rng.standard_normal(n),
        place=rng.random(n),
        leaves=rng.random(n) < world.exit_after_default,
        delay=rng.integers(-10, 60, n),
    )


def decide_risk(
    requests: Requests, tendency: Tendency, fortune: Fortune, cut: float, world: Parameters
) -> Risk:
    """A request fails if index + factors + stress + its own shock exceed `cut` (a probit with
    common factors); stress counts by the share of instalments it falls on."""
    common = world.macro_correlation + world.industry_correlation
    own = np.sqrt(1 - world.index_share - common)
    weights = np.asarray(world.first_missed)
    pushed = tendency.index + tendency.factors + tendency.stress @ weights
    return Risk(
        pd=ndtr((tendency.index - cut) / np.sqrt(1 - world.index_share)),
        pd_given_factors=ndtr((pushed - cut) / own),
        defaults=pushed + own * fortune.shock > cut,
        first_missed=_first_missed(requests, tendency.stress, fortune, weights),
    )


def exit_days(
    requests: Requests, merchants: Merchants, risk: Risk, fortune: Fortune, horizon: Horizon
) -> Ints:
    """The day each merchant stops selling: its own, or soon after it failed or struck."""
    missed = horizon.after_months(requests.day + 2, risk.first_missed)
    failing = risk.defaults & (fortune.leaves | requests.is_strike)
    exits = np.full(merchants.count, NEVER)
    np.minimum.at(exits, requests.merchant[failing], (missed + fortune.delay)[failing])
    return np.minimum(exits, merchants.exit_day)


def leaving(merchants: Merchants, exits: Ints) -> Merchants:
    """The merchants with the days they stop selling."""
    return replace(merchants, exit_day=exits)


def _first_missed(requests: Requests, stress: Floats, fortune: Fortune, weights: Floats) -> Ints:
    """Likelier in a month of stress; a fraudster pays nothing, or up to three for show."""
    tilted = weights * np.exp(STRESS_TILT * stress)
    edges = np.cumsum(tilted, axis=1) / tilted.sum(axis=1, keepdims=True)
    drawn = 1 + (fortune.place[:, None] >= edges[:, :-1]).sum(axis=1)
    for_show = 1 + (fortune.place * 4).astype(np.int64)
    at_once = np.isin(requests.scheme, (FIRST_PAYMENT, BUST_OUT))
    return np.where(requests.is_strike, np.where(at_once, 1, for_show), drawn)
