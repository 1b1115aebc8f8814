"""How much each merchant is expected to sell on each day: growth, season, week, noise, exits."""

from dataclasses import dataclass

import numpy as np

from pipelines.world.conditions import Setting
from pipelines.world.distress import Distress
from pipelines.world.fraud import Fraud
from pipelines.world.horizon import Floats, Horizon, persistent_noise
from pipelines.world.merchants import Merchants
from pipelines.world.parameters import INDUSTRIES, MONTH_FACTORS

RAMP_UP_DAYS = 120
WIND_DOWN_DAYS = 75


@dataclass(frozen=True)
class Demand:
    """Expected orders and their mean value.

    `orders`: merchants × days, expected number. `ticket`: dollars per merchant.
    `season`: industries × days, mean one over a year. `momentum`: merchants × months, the
    standardised drift of sales (hidden; good when high).
    """

    orders: Floats
    ticket: Floats
    season: Floats
    momentum: Floats


def draw_demand(
    rng: np.random.Generator,
    merchants: Merchants,
    distress: Distress,
    fraud: Fraud,
    setting: Setting,
) -> Demand:
    """Draw the demand paths, scaled so that a merchant's active days average its revenue.

    log level = growth + persistent monthly drift (momentum) + AR(1) noise with the industry's
    standard deviation times the merchant's volatility. Distress, pumping and the preset's shocks
    come on top.
    """
    horizon, world = setting.horizon, setting.parameters
    shape = (merchants.count, horizon.months)
    momentum = persistent_noise(rng, shape, world.drift_persistence)
    noise = persistent_noise(rng, shape, world.noise_persistence)
    level = np.cumsum(world.growth_mean / 12 + world.drift_sd * momentum, axis=1)
    sd = np.array([i.noise for i in INDUSTRIES])[merchants.industry] * merchants.volatility
    monthly = np.exp(level - level.mean(axis=1, keepdims=True) + sd[:, None] * noise)
    path = monthly[:, horizon.month_of_day] * _activity(merchants, horizon)
    path *= _active_share(merchants, horizon) / path.mean(axis=1, keepdims=True)
    season = season_of_days(horizon)
    path *= season[merchants.industry] * (merchants.orders / 365)[:, None]
    path *= setting.conditions.demand[merchants.industry]
    path *= distress.demand_factor(horizon)
    path *= fraud.demand_factor(horizon)
    return Demand(path, merchants.revenue / merchants.orders, season, momentum)


def season_of_days(horizon: Horizon) -> Floats:
    """Seasonal and weekly factors, industries × days, mean about one over a year."""
    month = np.array(MONTH_FACTORS) - 1
    stretch = np.array([i.season for i in INDUSTRIES])
    weekend = np.array([i.weekend for i in INDUSTRIES])
    yearly = (1 + stretch[:, None] * month)[:, horizon.calendar_months][:, horizon.month_of_day]
    is_weekend = ~np.is_busday(horizon.dates)
    weekly = np.where(is_weekend, weekend[:, None], 1.0)
    return yearly * weekly * (7 / (5 + 2 * weekend))[:, None]


def _activity(merchants: Merchants, horizon: Horizon) -> Floats:
    """Zero before joining and after leaving, rising after the first, falling before the second."""
    days = np.arange(horizon.days)
    age = days - merchants.joined_day[:, None]
    left = merchants.exit_day[:, None] - days
    rise = np.clip(0.3 + 0.7 * age / RAMP_UP_DAYS, 0.3, 1.0) * (age >= 0)
    fall = np.clip(left / WIND_DOWN_DAYS, 0.0, 1.0)
    return rise * fall


def _active_share(merchants: Merchants, horizon: Horizon) -> Floats:
    last = np.minimum(merchants.exit_day, horizon.days)
    return (np.maximum(last - merchants.first_day, 1) / horizon.days)[:, None]
