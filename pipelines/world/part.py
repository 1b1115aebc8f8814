"""A batch of merchants with all that became of them: loans, payments, purchases, bank."""

from dataclasses import dataclass

import numpy as np

from pipelines.world.applications import Requests
from pipelines.world.bank import Bank, draw_bank, loan_repayments
from pipelines.world.calibration import Constants
from pipelines.world.conditions import Setting
from pipelines.world.drivers import Drivers
from pipelines.world.histories import Histories, Streams
from pipelines.world.horizon import DAY_SECONDS, Horizon
from pipelines.world.lending import Lending, lend
from pipelines.world.loan_events import LoanEvents, draw_loan_events
from pipelines.world.loans import Loans, draw_loans
from pipelines.world.merchants import Merchants
from pipelines.world.purchases import Purchases, draw_purchases
from pipelines.world.risk import Risk, decide_risk, exit_days, leaving, tendency_of
from pipelines.world.sales import Sales


@dataclass(frozen=True)
class Part:
    """One batch; merchants, requests and loans are counted within it.

    `drivers`, `risk` and `lending` are the truth and are not exported.
    """

    batch: int
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


def draw_part(
    rng: Streams,
    batch: int,
    history: Histories,
    constants: Constants,
    setting: Setting,
) -> Part:
    """Decide who fails, lend, and draw what follows from it."""
    horizon, conditions, world = setting.horizon, setting.conditions, setting.parameters
    merchants, requests, drivers, risk = _decided(history, constants, setting)
    # Nothing is sold after the exit; what was sold before may still come back.
    sales = history.sales
    sales = sales.where(sales.sold < merchants.exit_day[sales.merchant] * DAY_SECONDS)
    lending = lend(rng["lending"], requests, drivers, risk, merchants, constants, setting)
    loans = draw_loans(rng["loans"], requests, lending, risk, conditions, horizon, world)
    events = draw_loan_events(rng["loan_events"], loans, setting)
    purchases = draw_purchases(
        rng["purchases"], merchants, history.demand, history.fraud, requests, loans, horizon
    )
    repayments = loan_repayments(requests, loans, events)
    bank = draw_bank(
        rng["bank"], merchants, history.distress, sales, purchases, repayments, horizon
    )
    return Part(
        batch, horizon, merchants, sales, purchases, bank, requests, drivers, risk, lending, loans,
        events,
    )  # fmt: skip


def _decided(
    history: Histories, constants: Constants, setting: Setting
) -> tuple[Merchants, Requests, Drivers, Risk]:
    """Who fails and leaves, and the requests of those that had not left by then."""
    requests, drivers = history.requests, history.drivers
    tendency = tendency_of(
        requests, drivers, history.merchants, constants.scale, constants.spread, setting
    )
    risk = decide_risk(requests, tendency, history.fortune, constants.cut, setting.parameters)
    exits = exit_days(requests, history.merchants, risk, history.fortune, setting.horizon)
    kept = np.asarray(requests.day < exits[requests.merchant])
    merchants = leaving(history.merchants, exits)
    return merchants, requests.where(kept), drivers.where(kept), risk.where(kept)
