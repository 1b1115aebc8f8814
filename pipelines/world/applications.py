"""Requests at checkout: when a merchant wants to pay later, and how much the order costs."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from pipelines.world.demand import WIND_DOWN_DAYS
from pipelines.world.horizon import DAY_SECONDS, Horizon, Ints
from pipelines.world.merchants import Merchants
from pipelines.world.parameters import Parameters

FIRST_MONTH = 6
LEAST_HISTORY_DAYS = 90
SUPPLIERS = 400
# Stock for the fourth quarter is bought from August to October.
STOCKING = np.array([0.8, 0.85, 0.9, 0.9, 0.95, 0.95, 1.05, 1.3, 1.35, 1.25, 0.95, 0.75])


@dataclass(frozen=True)
class Requests:
    """One entry per request, sorted by time; `occurred` in seconds from the horizon's start."""

    merchant: Ints
    occurred: Ints
    order_cents: Ints
    supplier: Ints

    @property
    def day(self) -> Ints:
        """Day of the request."""
        return self.occurred // DAY_SECONDS

    def where(self, keep: NDArray[np.bool_]) -> "Requests":
        """The requests picked by a mask."""
        return Requests(**{f.name: getattr(self, f.name)[keep] for f in fields(self)})


def draw_requests(
    rng: np.random.Generator,
    merchants: Merchants,
    horizon: Horizon,
    world: Parameters,
) -> Requests:
    """Draw the requests from the second half of the first year on.

    A merchant asks only after 90 days of history and not while it winds down. Larger merchants
    place larger orders, though less than in proportion.
    """
    merchant, occurred = _draw_moments(rng, merchants.count, horizon, world)
    day = occurred // DAY_SECONDS
    may_ask = (day >= merchants.first_day[merchant] + LEAST_HISTORY_DAYS) & (
        day < merchants.exit_day[merchant] - WIND_DOWN_DAYS
    )
    merchant, occurred = merchant[may_ask], occurred[may_ask]
    return Requests(
        merchant=merchant,
        occurred=occurred,
        order_cents=_order_cents(rng, merchants, merchant, world),
        supplier=preferred_suppliers(merchant, rng.integers(0, 5, len(merchant))),
    )


def preferred_suppliers(merchant: Ints, choice: Ints) -> Ints:
    """World-wide supplier of a merchant's own short list, by position in that list."""
    return (merchant * 37 + choice * (merchant % 13 + 7)) % SUPPLIERS


def _draw_moments(
    rng: np.random.Generator, count: int, horizon: Horizon, world: Parameters
) -> tuple[Ints, Ints]:
    rate = world.applications_per_month * STOCKING[horizon.calendar_months]
    rate[:FIRST_MONTH] = 0.0
    appetite = rng.gamma(2.0, 0.5, count)
    requests = rng.poisson(appetite[:, None] * rate)
    cell = np.repeat(np.arange(requests.size), requests.ravel())
    merchant, month = np.divmod(cell, horizon.months)
    start, end = horizon.month_starts[month], horizon.month_starts[month + 1]
    day = rng.integers(start, end)
    occurred = day * DAY_SECONDS + rng.integers(8 * 3600, 20 * 3600, len(cell))
    order = np.lexsort((merchant, occurred))
    return merchant[order], occurred[order]


def _order_cents(
    rng: np.random.Generator, merchants: Merchants, merchant: Ints, world: Parameters
) -> Ints:
    revenue = merchants.revenue
    size = (revenue / np.median(revenue)) ** world.order_elasticity
    order = world.order_median * size[merchant]
    order *= np.exp(world.order_sigma * rng.standard_normal(len(merchant)))
    return (np.clip(order, world.smallest_order, world.largest_order) * 100).astype(np.int64)
