"""The whole synthetic marketplace, drawn part by part from one seed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from pipelines.errors import Refused
from pipelines.world.applications import Requests, draw_requests
from pipelines.world.bank import Bank, draw_bank
from pipelines.world.demand import draw_demand
from pipelines.world.drivers import Drivers, measure_drivers
from pipelines.world.horizon import DAY_SECONDS, Horizon, horizon_of
from pipelines.world.lending import Lending, lend
from pipelines.world.loan_events import LoanEvents, draw_loan_events
from pipelines.world.loans import Loans, draw_loans
from pipelines.world.merchants import Merchants, draw_merchants
from pipelines.world.parameters import Parameters
from pipelines.world.purchases import Purchases, draw_purchases
from pipelines.world.risk import Risk, draw_risk
from pipelines.world.sales import Sales, draw_sales

Progress = Callable[[float, str], None]

# Each part has a random stream of its own, so that a change to one leaves the others as they are.
# Append new parts at the end: the order fixes the streams.
PARTS = (
    "merchants", "demand", "sales", "requests", "risk", "lending", "loans", "loan_events",
    "purchases", "bank",
)  # fmt: skip


@dataclass(frozen=True)
class Marketplace:
    """All that was drawn; `drivers`, `risk` and `lending` are the truth and are not exported."""

    horizon: Horizon
    merchants: Merchants
    sales: Sales
    purchases: Purchases
    bank: Bank
    requests: Requests
    drivers: Drivers
    risk: Risk
    lending: Lending
    loans: Loans
    loan_events: LoanEvents


def draw_marketplace(
    merchants: int, years: int, seed: int, world: Parameters, progress: Progress
) -> Marketplace:
    """Draw the world; equal arguments give an equal world.

    Raises Refused for settings no world can have, or where nobody asks for a loan.
    """
    _check(merchants, years, seed)
    streams = np.random.SeedSequence(seed).spawn(len(PARTS))
    rng = {name: np.random.default_rng(s) for name, s in zip(PARTS, streams, strict=True)}
    horizon = horizon_of(years)
    progress(0.0, "merchants")
    sellers = draw_merchants(rng["merchants"], merchants, horizon, world)
    demand = draw_demand(rng["demand"], sellers, horizon, world)
    progress(0.1, "sales")
    sales = draw_sales(rng["sales"], sellers, demand, horizon, world)
    progress(0.4, "applications")
    requests = draw_requests(rng["requests"], sellers, horizon, world)
    if not len(requests.merchant):
        raise Refused(
            "no merchant asks for a loan in so small a world: use more merchants or years"
        )
    drivers = measure_drivers(requests, sellers, demand, sales, horizon)
    risk = draw_risk(rng["risk"], requests, drivers, sellers, horizon, world)
    requests, drivers, risk = _keep(requests, drivers, risk)
    sellers = replace(sellers, exit_day=risk.exit_day)
    # Nothing is sold after the exit; what was sold before may still come back.
    sales = sales.where(sales.sold < sellers.exit_day[sales.merchant] * DAY_SECONDS)
    lending = lend(rng["lending"], requests, drivers, risk, sellers, horizon, world)
    progress(0.5, "loans")
    loans = draw_loans(rng["loans"], lending, risk, horizon, world)
    events = draw_loan_events(rng["loan_events"], loans, horizon, world)
    progress(0.55, "purchases and bank")
    purchases = draw_purchases(rng["purchases"], sellers, demand, requests, loans, horizon)
    bank = draw_bank(rng["bank"], sellers, sales, purchases, requests, loans, events, horizon)
    return Marketplace(
        horizon, sellers, sales, purchases, bank, requests, drivers, risk, lending, loans, events
    )


def _keep(requests: Requests, drivers: Drivers, risk: Risk) -> tuple[Requests, Drivers, Risk]:
    """Drop the requests of merchants that had left by then."""
    kept = risk.kept
    values = {name: value[kept] for name, value in drivers.values.items()}
    remaining = replace(
        risk,
        pd=risk.pd[kept],
        pd_given_factors=risk.pd_given_factors[kept],
        defaults=risk.defaults[kept],
        first_missed=risk.first_missed[kept],
        kept=kept[kept],
    )
    return requests.where(kept), Drivers(values, drivers.yearly_sales[kept]), remaining


def _check(merchants: int, years: int, seed: int) -> None:
    if merchants < 1:
        raise Refused(f"a world needs at least 1 merchant, not {merchants}")
    if not 1 <= years <= 20:
        raise Refused(f"a world covers 1 to 20 years, not {years}")
    if seed < 0:
        raise Refused(f"a seed is 0 or more, not {seed}")
