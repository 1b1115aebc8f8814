"""What merchants buy: stock ahead of the season, and the orders that were financed."""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from pipelines.world.applications import Requests, preferred_suppliers
from pipelines.world.demand import Demand
from pipelines.world.fraud import COLLUSION, INFLATED, Fraud
from pipelines.world.horizon import DAY_SECONDS, Horizon, Ints
from pipelines.world.loans import Loans
from pipelines.world.merchants import Merchants
from pipelines.world.parameters import INDUSTRIES

KINDS = ("purchase", "refund", "void")
PURCHASES_PER_MONTH = 2.5
LEAD_DAYS = 30
# Share of returned goods that are sold again and need not be bought anew.
RESOLD = 0.8
# Part of its apparent sales that an inflated shop has stock for.
INFLATED_STOCK = 0.05


@dataclass(frozen=True)
class Purchases:
    """One entry per event; times in seconds from the start. `financed`: the lender paid for it."""

    merchant: Ints
    occurred: Ints
    known: Ints
    kind: Ints
    cents: Ints
    supplier: Ints
    financed: NDArray[np.bool_]

    def where(self, keep: NDArray[np.bool_] | Ints) -> "Purchases":
        """The events picked by a mask or by positions."""
        return Purchases(**{f.name: getattr(self, f.name)[keep] for f in fields(self)})


def draw_purchases(
    rng: np.random.Generator,
    merchants: Merchants,
    demand: Demand,
    fraud: Fraud,
    requests: Requests,
    loans: Loans,
    horizon: Horizon,
) -> Purchases:
    """Draw the purchases up to each merchant's exit, sorted by merchant and time.

    A shop that inflates its sales buys next to nothing; who colludes with a supplier gets a
    financed order's money back within days.
    """
    own = _own_purchases(rng, merchants, demand, fraud, horizon)
    bought = _joined([own, _financed(requests, loans)])
    bought = bought.where(bought.occurred < merchants.exit_day[bought.merchant] * DAY_SECONDS)
    events = _joined([bought, _sent_back(rng, bought), _colluded(rng, requests, loans)])
    events = events.where(events.known < horizon.days * DAY_SECONDS)
    moment = events.merchant * (2 * horizon.days * DAY_SECONDS) + events.occurred
    return events.where(np.argsort(moment, kind="stable"))


def _own_purchases(
    rng: np.random.Generator,
    merchants: Merchants,
    demand: Demand,
    fraud: Fraud,
    horizon: Horizon,
) -> Purchases:
    """Stock for the sales expected a month later, at the merchant's cost of goods."""
    ahead = demand.orders[:, np.minimum(np.arange(horizon.days) + LEAD_DAYS, horizon.days - 1)]
    monthly = np.add.reduceat(ahead, horizon.month_starts[:-1], axis=1)
    counts = rng.poisson(PURCHASES_PER_MONTH, monthly.shape) * (monthly > 0)
    cell = np.repeat(np.arange(counts.size), counts.ravel())
    merchant, month = np.divmod(cell, horizon.months)
    n = len(cell)
    kept_goods = 1 - RESOLD * np.array([i.refund_share for i in INDUSTRIES])[merchants.industry]
    bought_share = np.where(fraud.scheme == INFLATED, INFLATED_STOCK, 1.0)
    cost_share = merchants.cost_of_goods * kept_goods * bought_share
    cost = (monthly * (demand.ticket * cost_share)[:, None])[merchant, month]
    value = cost / PURCHASES_PER_MONTH * np.exp(0.4 * rng.standard_normal(n) - 0.08)
    day = rng.integers(horizon.month_starts[month], horizon.month_starts[month + 1])
    occurred = day * DAY_SECONDS + rng.integers(8 * 3600, 18 * 3600, n)
    return Purchases(
        merchant=merchant,
        occurred=occurred,
        known=occurred + rng.integers(0, DAY_SECONDS, n),
        kind=np.zeros(n, np.int64),
        cents=np.maximum((value * 100).astype(np.int64), 1_000),
        supplier=preferred_suppliers(merchants.number[merchant], rng.integers(0, 5, n)),
        financed=np.zeros(n, bool),
    )


def _financed(requests: Requests, loans: Loans) -> Purchases:
    occurred = loans.funded_day * DAY_SECONDS + 10 * 3600
    return Purchases(
        merchant=requests.merchant[loans.request],
        occurred=occurred,
        known=occurred,
        kind=np.zeros(len(occurred), np.int64),
        cents=requests.order_cents[loans.request],
        supplier=requests.supplier[loans.request],
        financed=np.ones(len(occurred), bool),
    )


def _colluded(rng: np.random.Generator, requests: Requests, loans: Loans) -> Purchases:
    """Financed orders that the supplier pays back past the lender, 3-10 days on."""
    strikes = requests.is_strike & (requests.scheme == COLLUSION)
    orders = _financed(requests, loans).where(strikes[loans.request])
    later = orders.occurred + rng.integers(3, 11, len(orders.merchant)) * DAY_SECONDS
    return replace(
        orders,
        occurred=later,
        known=later,
        kind=np.ones(len(later), np.int64),
        financed=np.zeros(len(later), bool),
    )


def _sent_back(rng: np.random.Generator, bought: Purchases) -> Purchases:
    """Two in a hundred own purchases are returned weeks later, one is voided the same day."""
    chance = np.where(bought.financed, 1.0, rng.random(len(bought.merchant)))
    back = bought.where(chance < 0.03)
    kind = np.where(chance[chance < 0.03] < 0.02, 1, 2)
    lag = np.where(kind == 1, rng.integers(3, 30, len(kind)) * DAY_SECONDS, 3600)
    return Purchases(
        merchant=back.merchant,
        occurred=back.occurred + lag,
        known=back.known + lag,
        kind=kind,
        cents=back.cents,
        supplier=back.supplier,
        financed=back.financed,
    )


def _joined(parts: list[Purchases]) -> Purchases:
    names = [f.name for f in fields(Purchases)]
    return Purchases(**{n: np.concatenate([getattr(p, n) for p in parts]) for n in names})
