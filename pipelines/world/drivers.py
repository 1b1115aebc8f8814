"""What the sales history shows on the day of a request, and what it hides."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.world.applications import Requests
from pipelines.world.demand import Demand
from pipelines.world.distress import Distress
from pipelines.world.horizon import DAY_SECONDS, Floats, Horizon, Ints, totals
from pipelines.world.merchants import Merchants
from pipelines.world.parameters import Weights
from pipelines.world.sales import Sales

SHOWN = (
    "sales_decline", "volatility", "refunds", "recency", "small_size", "order_against_sales",
    "buyer_concentration", "youth", "thin_buffer", "purchases_against_sales",
)  # fmt: skip
HIDDEN = ("health", "momentum", "outside_debt")


@dataclass(frozen=True)
class Drivers:
    """One entry per request, as measured; `yearly_sales` and `quarterly_sales` are dollars of sales
    known in the 365 and 90 days before it, `in_distress` whether the merchant was in a spell then.
    """

    values: dict[str, Floats]
    yearly_sales: Floats
    quarterly_sales: Floats
    in_distress: NDArray[np.bool_]

    def where(self, keep: NDArray[np.bool_]) -> "Drivers":
        """The drivers of the requests picked by a mask."""
        values = {name: value[keep] for name, value in self.values.items()}
        quarterly = self.quarterly_sales[keep]
        return Drivers(values, self.yearly_sales[keep], quarterly, self.in_distress[keep])


@dataclass(frozen=True)
class Scale:
    """Mean and standard deviation of every driver over the requests a world is solved on."""

    means: dict[str, float]
    spreads: dict[str, float]

    def index(self, drivers: Drivers, weights: Weights, names: tuple[str, ...]) -> Floats:
        """Weighted sum of the standardised drivers in `names`."""
        parts = (getattr(weights, n) * self.standardised(drivers, n) for n in names)
        return sum(parts, np.zeros(1))

    def standardised(self, drivers: Drivers, name: str) -> Floats:
        """A driver in standard deviations from its mean, cut at ±3."""
        return np.clip((drivers.values[name] - self.means[name]) / self.spreads[name], -3, 3)


def scale_of(drivers: list[Drivers]) -> Scale:
    """The scale of the requests in all of `drivers`."""
    names = SHOWN + HIDDEN
    pooled = {n: np.concatenate([d.values[n] for d in drivers]) for n in names}
    spreads = {n: float(pooled[n].std()) or 1.0 for n in names}
    return Scale({n: float(pooled[n].mean()) for n in names}, spreads)


@dataclass(frozen=True)
class _Days:
    """Running totals over days, merchants × (days + 1): column d holds all days before d."""

    sales: Floats
    adjusted: Floats
    refunds: Floats
    last_sale: Ints

    def window(self, name: str, merchant: Ints, end: Ints, days: int) -> Floats:
        """Total of the `days` days that end before day `end`."""
        totals = getattr(self, name)
        return totals[merchant, end] - totals[merchant, np.maximum(end - days, 0)]


def measure_drivers(
    requests: Requests,
    merchants: Merchants,
    distress: Distress,
    demand: Demand,
    sales: Sales,
    horizon: Horizon,
) -> Drivers:
    """Measure the drivers from events that were known before the request's day."""
    days = _running_totals(sales, merchants, demand, horizon)
    shown = _shown(requests, merchants, days)
    m, month = requests.merchant, horizon.month_of_day[requests.day]
    hidden = {
        "health": merchants.health[m],
        "momentum": demand.momentum[m, month],
        "outside_debt": merchants.outside_debt[m],
    }
    yearly, quarterly = (days.window("sales", m, requests.day, n) for n in (365, 90))
    return Drivers(shown | hidden, yearly, quarterly, distress.holds(m, requests.day))


def _shown(requests: Requests, merchants: Merchants, days: _Days) -> dict[str, Floats]:
    m, day = requests.merchant, requests.day
    recent = days.window("adjusted", m, day, 90)
    before = days.window("adjusted", m, day - 90, 90)
    half_year = days.window("sales", m, day, 180) + 100.0
    refunds = days.window("refunds", m, day, 180) / half_year
    history = np.minimum(day - merchants.first_day[m], 365)
    monthly = days.window("adjusted", m, day, 365) / np.maximum(history, 30) * 30 + 100.0
    base = 0.05 * monthly
    return {
        "sales_decline": -np.log((recent + base) / (before + base)),
        "volatility": np.log(_weekly_variation(days, m, day) + 0.1),
        "refunds": np.log(refunds + 0.02),
        "recency": np.log1p(day - days.last_sale[m, day]),
        "small_size": -np.log(monthly),
        "order_against_sales": np.log(requests.order_cents / 100 / monthly),
        "buyer_concentration": merchants.buyer_skew[m],
        "youth": -np.log(day - merchants.founded_day[m] + 30.0),
        "thin_buffer": -np.log(merchants.buffer_days[m]),
        "purchases_against_sales": merchants.cost_of_goods[m],
    }


def _weekly_variation(days: _Days, merchant: Ints, day: Ints) -> Floats:
    """Coefficient of variation of seasonally adjusted sales over the last 26 weeks."""
    ends = np.maximum(day[:, None] - 7 * np.arange(27), 0)
    weeks = -np.diff(days.adjusted[merchant[:, None], ends], axis=1)
    return weeks.std(axis=1) / np.maximum(weeks.mean(axis=1), 1.0)


def _running_totals(sales: Sales, merchants: Merchants, demand: Demand, horizon: Horizon) -> _Days:
    shape = (merchants.count, horizon.days)
    cell = sales.merchant * horizon.days + sales.known // DAY_SECONDS
    dollars = sales.cents / 100

    def daily(kind: int) -> Floats:
        mask = sales.kind == kind
        return totals(cell[mask], dollars[mask], shape)

    sold = daily(0)
    sale_day = np.where(sold > 0, np.arange(horizon.days), -1)
    last = np.maximum.accumulate(sale_day, axis=1)
    unseen = np.minimum(merchants.first_day, horizon.days - 1)[:, None]
    last = np.concatenate([unseen, np.maximum(last, unseen)], axis=1)
    return _Days(
        sales=_before(sold),
        adjusted=_before(sold / demand.season[merchants.industry]),
        refunds=_before(daily(1)),
        last_sale=np.minimum(last, np.arange(horizon.days + 1)),
    )


def _before(daily: Floats) -> Floats:
    return np.concatenate([np.zeros((len(daily), 1)), np.cumsum(daily, axis=1)], axis=1)
