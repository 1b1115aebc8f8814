"""Who sells on the marketplace: size, line of business, age and the health nobody sees."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from pipelines.world.horizon import Floats, Horizon, Ints
from pipelines.world.parameters import INDUSTRIES, STATES, Parameters

FIRST_WORDS = (
    "Amber", "Anchor", "Aspen", "Birch", "Blue", "Bright", "Canyon", "Cedar", "Clover", "Coastal",
    "Copper", "Coral", "Crescent", "Delta", "Ember", "Evergreen", "Fern", "Golden", "Granite",
    "Harbor", "Hazel", "Horizon", "Indigo", "Iron", "Ivory", "Juniper", "Lakeside", "Lark",
    "Linden", "Lunar", "Maple", "Meadow", "Mesa", "Northern", "Oak", "Onyx", "Orchard", "Pacific",
    "Pebble", "Pine", "Prairie", "Quarry", "Raven", "Redwood", "River", "Saffron", "Sage",
    "Sierra", "Silver", "Summit", "Sunny", "Timber", "Union", "Valley", "Velvet", "Violet",
    "Walnut", "Willow", "Windward", "Wren",
)  # fmt: skip
SECOND_WORDS = (
    "Arrow", "Bay", "Bear", "Bell", "Bridge", "Brook", "Compass", "Creek", "Crown", "Door",
    "Feather", "Field", "Finch", "Forge", "Fox", "Garden", "Gate", "Grove", "Hare", "Hill",
    "House", "Lane", "Lantern", "Leaf", "Light", "Loft", "Mill", "Moon", "Nest", "Otter", "Path",
    "Peak", "Point", "Pond", "Porch", "Ridge", "Road", "Root", "Sail", "Shore", "Sparrow",
    "Spring", "Star", "Stone", "Table", "Thread", "Tide", "Trail", "Tree", "Wagon",
)  # fmt: skip


@dataclass(frozen=True)
class Merchants:
    """One entry per merchant; days count from the horizon's start and may be negative.

    `number` is the merchant's place in the whole world, of which this may be a part.
    `health` is standard normal, high is good; `outside_debt` likewise, high is bad. Neither is
    exported. `exit_day` is when the merchant stops selling, the horizon's end or later if never.
    """

    number: Ints
    industry: Ints
    state: Ints
    name: NDArray[np.object_]
    founded_day: Ints
    joined_day: Ints
    exit_day: Ints
    exit_hazard: Floats
    health: Floats
    outside_debt: Floats
    owner_group: Ints
    revenue: Floats
    orders: Floats
    volatility: Floats
    refund_factor: Floats
    buyer_skew: Floats
    buffer_days: Floats
    cost_of_goods: Floats

    @property
    def count(self) -> int:
        """Number of merchants."""
        return len(self.industry)

    @property
    def first_day(self) -> Ints:
        """First day within the horizon on which the merchant can sell."""
        return np.maximum(self.joined_day, 0)


def draw_merchants(
    rng: np.random.Generator, number: Ints, horizon: Horizon, world: Parameters
) -> Merchants:
    """Draw the merchants; worse health goes with noisier sales, more refunds, less cash."""
    count = len(number)
    industry = rng.choice(len(INDUSTRIES), count, p=shares([i.share for i in INDUSTRIES]))
    health = rng.standard_normal(count)
    revenue = draw_revenue(rng, count, world)
    joined = _joined_days(rng, count, horizon, world)
    hazard = world.exit_hazard * np.exp(-0.5 * health)
    return Merchants(
        number=number,
        industry=industry,
        state=rng.choice(len(STATES), count, p=shares(list(STATES.values()))),
        name=_names(rng, industry),
        founded_day=joined - rng.lognormal(np.log(600), 0.9, count).astype(np.int64),
        joined_day=joined,
        exit_day=np.maximum(joined, 0)
        + 180
        + np.minimum(rng.exponential(365 / hazard), 1e6).astype(np.int64),
        exit_hazard=hazard,
        health=health,
        outside_debt=rng.standard_normal(count),
        owner_group=rng.choice(
            len(world.owner_groups), count, p=shares([s for _, s in world.owner_groups])
        ),
        revenue=revenue,
        orders=_orders(rng, revenue, world),
        volatility=_spread(rng, health, -0.25, 0.25),
        refund_factor=_spread(rng, health, -0.20, 0.25),
        buyer_skew=1.3 + _spread(rng, health, -0.20, 0.45),
        buffer_days=world.buffer_days
        * np.exp(world.buffer_sigma * (0.5 * health + np.sqrt(0.75) * rng.standard_normal(count))),
        cost_of_goods=np.clip(
            world.cost_of_goods - 0.03 * health + 0.05 * rng.standard_normal(count), 0.35, 0.85
        ),
    )


def draw_revenue(rng: np.random.Generator, count: int, world: Parameters) -> Floats:
    """Annual sales from the truncated lognormal, one draw in each of `count` equal strata.

    The top 0.01 % is cut.
    """
    return revenue_at(strata(rng, count), world)


def strata(rng: np.random.Generator, count: int) -> Floats:
    """One uniform draw in each of `count` equal parts of 0-1, in random order.

    It keeps the shares of a small world near those of the law.
    """
    return (rng.permutation(count) + rng.random(count)) / count


def revenue_at(position: Floats | float, world: Parameters) -> Floats:
    """Quantile of annual sales at a position between 0 and 1."""
    sigma = world.revenue_sigma
    mu = np.log(world.revenue_mean) - sigma**2 / 2
    floor = ndtr((np.log(world.revenue_floor) - mu) / sigma)
    return np.exp(mu + sigma * ndtri(floor + (0.9999 - floor) * np.asarray(position)))


def shares(weights: list[float]) -> Floats:
    """Weights scaled to sum to one."""
    return np.asarray(weights) / np.sum(weights)


def _orders(rng: np.random.Generator, revenue: Floats, world: Parameters) -> Floats:
    size = (revenue / revenue_at(0.5, world)) ** world.orders_elasticity
    return world.orders_median * size * np.exp(0.3 * rng.standard_normal(len(revenue)))


def _joined_days(rng: np.random.Generator, count: int, horizon: Horizon, world: Parameters) -> Ints:
    before = rng.random(count) < world.joined_before_start
    earlier = -rng.integers(1, 4 * 365, count)
    later = rng.integers(0, int(0.7 * horizon.days), count)
    return np.where(before, earlier, later)


def _spread(rng: np.random.Generator, health: Floats, effect: float, sd: float) -> Floats:
    """Lognormal factors with mean one over all merchants."""
    log_mean = (effect**2 + sd**2) / 2
    return np.exp(effect * health + sd * rng.standard_normal(len(health)) - log_mean)


def _names(rng: np.random.Generator, industry: Ints) -> NDArray[np.object_]:
    pair = (rng.permutation(len(industry))) % (len(FIRST_WORDS) * len(SECOND_WORDS))
    first = np.array(FIRST_WORDS, dtype=object)[pair % len(FIRST_WORDS)]
    second = np.array(SECOND_WORDS, dtype=object)[pair // len(FIRST_WORDS)]
    trade = np.array([i.name.title() for i in INDUSTRIES], dtype=object)[industry]
    return first + " " + second + " " + trade
