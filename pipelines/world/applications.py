"""Requests at checkout: when a merchant wants to pay later, and how much the order costs."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from pipelines.world.conditions import Conditions, Setting
from pipelines.world.demand import WIND_DOWN_DAYS
from pipelines.world.distress import Distress
from pipelines.world.fraud import BUST_OUT, NONE, Fraud, Planted, planted_requests
from pipelines.world.horizon import DAY_SECONDS, Floats, Horizon, Ints
from pipelines.world.merchants import Merchants, revenue_at
from pipelines.world.parameters import Parameters

FIRST_MONTH = 6
LEAST_HISTORY_DAYS = 90
SUPPLIERS = 400
# How much larger the order is that a bust-out never means to pay.
BUST_OUT_FACTOR = 2.0
# Stock for the fourth quarter is bought from August to October.
STOCKING = np.array([0.8, 0.85, 0.9, 0.9, 0.95, 0.95, 1.05, 1.3, 1.35, 1.25, 0.95, 0.75])


@dataclass(frozen=True)
class Requests:
    """One entry per request, sorted by time; `occurred` in seconds from the horizon's start.

    `scheme` is the fraud a request belongs to (0: none), `is_strike` whether it is the one that is
    never to be repaid. Both are the truth.
    """

    merchant: Ints
    occurred: Ints
    order_cents: Ints
    supplier: Ints
    scheme: Ints
    is_strike: NDArray[np.bool_]

    @property
    def day(self) -> Ints:
        """Day of the request."""
        return self.occurred // DAY_SECONDS

    def where(self, keep: NDArray[np.bool_] | Ints) -> "Requests":
        """The requests picked by a mask or by positions."""
        return Requests(**{f.name: getattr(self, f.name)[keep] for f in fields(self)})


def draw_requests(
    rng: np.random.Generator,
    merchants: Merchants,
    distress: Distress,
    fraud: Fraud,
    setting: Setting,
) -> Requests:
    """Draw the requests from the second half of the first year on.

    A merchant asks only after 90 days of history and not while it winds down, more often in
    distress. Larger merchants place larger orders, though less than in proportion. Fraudsters ask
    as their scheme wants it and not otherwise.
    """
    merchant, day = _honest(rng, merchants, distress, fraud, setting)
    planted = _within(planted_requests(rng, fraud), merchants, setting.horizon)
    strike = np.concatenate([np.zeros(len(merchant), bool), planted.is_strike])
    merchant = np.concatenate([merchant, planted.merchant])
    day = np.concatenate([day, planted.day])
    n = len(merchant)
    scheme = fraud.scheme[merchant]
    busts = strike & (scheme == BUST_OUT)
    requests = Requests(
        merchant=merchant,
        occurred=day * DAY_SECONDS + rng.integers(8 * 3600, 20 * 3600, n),
        order_cents=_order_cents(rng, merchants, merchant, busts, setting.parameters),
        supplier=preferred_suppliers(merchants.number[merchant], rng.integers(0, 5, n)),
        scheme=scheme,
        is_strike=strike,
    )
    return requests.where(np.lexsort((merchant, requests.occurred)))


def preferred_suppliers(number: Ints, choice: Ints) -> Ints:
    """World-wide supplier of a merchant's own short list, by position in that list."""
    return (number * 37 + choice * (number % 13 + 7)) % SUPPLIERS


def _honest(
    rng: np.random.Generator,
    merchants: Merchants,
    distress: Distress,
    fraud: Fraud,
    setting: Setting,
) -> tuple[Ints, Ints]:
    """Merchant and day of the ordinary requests: drawn at the highest rate, then thinned."""
    horizon, conditions, world = setting.horizon, setting.conditions, setting.parameters
    ceiling = _ceiling(conditions, horizon, world)
    appetite = rng.gamma(2.0, 0.5, merchants.count)
    asked = rng.poisson(appetite[:, None] * ceiling)
    cell = np.repeat(np.arange(asked.size), asked.ravel())
    merchant, month = np.divmod(cell, horizon.months)
    day = rng.integers(horizon.month_starts[month], horizon.month_starts[month + 1])
    spell = np.where(distress.holds(merchant, day), world.distress_appetite, 1.0)
    eager = np.where(distress.holds(merchant, day), conditions.appetite_in_distress[day], 1.0)
    wanted = spell * eager * conditions.requests[day] / _largest(conditions, world)
    keep = (
        (rng.random(len(day)) < wanted)
        & (fraud.scheme[merchant] == NONE)
        & (day >= merchants.first_day[merchant] + LEAST_HISTORY_DAYS)
        & (day < merchants.exit_day[merchant] - WIND_DOWN_DAYS)
    )
    return merchant[keep], day[keep]


def _largest(conditions: Conditions, world: Parameters) -> float:
    eager = world.distress_appetite * conditions.appetite_in_distress.max()
    return float(eager * conditions.requests.max())


def _ceiling(conditions: Conditions, horizon: Horizon, world: Parameters) -> Floats:
    rate = world.applications_per_month * STOCKING[horizon.calendar_months]
    rate[:FIRST_MONTH] = 0.0
    return rate * _largest(conditions, world)


def _within(planted: Planted, merchants: Merchants, horizon: Horizon) -> Planted:
    """The planted requests that fall into the book."""
    opens = int(horizon.month_starts[min(FIRST_MONTH, horizon.months)])
    keep = (planted.day >= opens) & (planted.day < horizon.days)
    keep &= planted.day >= merchants.first_day[planted.merchant] + LEAST_HISTORY_DAYS
    return Planted(planted.merchant[keep], planted.day[keep], planted.is_strike[keep])


def _order_cents(
    rng: np.random.Generator,
    merchants: Merchants,
    merchant: Ints,
    is_bust: NDArray[np.bool_],
    world: Parameters,
) -> Ints:
    size = (merchants.revenue / revenue_at(0.5, world)) ** world.order_elasticity
    order = world.order_median * size[merchant] * np.where(is_bust, BUST_OUT_FACTOR, 1.0)
    order *= np.exp(world.order_sigma * rng.standard_normal(len(merchant)))
    return (np.clip(order, world.smallest_order, world.largest_order) * 100).astype(np.int64)
