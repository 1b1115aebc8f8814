"""The exports and the truth as Arrow tables, rows in a fixed order."""

import numpy as np
import pyarrow as pa

from pipelines.world import loan_events, purchases, sales
from pipelines.world.applications import Requests
from pipelines.world.bank import CATEGORIES, Bank
from pipelines.world.columns import dates, dollars, ids, rates, seconds_of, times, words
from pipelines.world.horizon import Horizon, Ints
from pipelines.world.loan_events import LoanEvents
from pipelines.world.loans import Loans
from pipelines.world.marketplace import Marketplace
from pipelines.world.merchants import Merchants
from pipelines.world.parameters import INDUSTRIES, STATES, Parameters
from pipelines.world.purchases import Purchases
from pipelines.world.sales import Sales


def export_tables(world: Marketplace) -> dict[str, pa.Table]:
    """One table per export, by name; the columns of the store without their import."""
    h = world.horizon
    return {
        "merchants": merchants_table(world.merchants, h),
        "sales": sales_table(world.sales, h),
        "purchases": purchases_table(world.purchases, h),
        "bank": bank_table(world.bank, h),
        "applications": applications_table(world.requests, h),
        "loans": loans_table(world.loans, world.requests, h),
        "loan_events": loan_events_table(world.loan_events, h),
    }


def merchants_table(merchants: Merchants, horizon: Horizon) -> pa.Table:
    """One row per merchant."""
    return pa.table(
        {
            "merchant_id": _merchants(np.arange(merchants.count)),
            "name": pa.array(merchants.name.tolist()),
            "industry": words(tuple(i.name for i in INDUSTRIES), merchants.industry),
            "country": words(("US",), np.zeros(merchants.count, np.int64)),
            "region": words(tuple(STATES), merchants.state),
            "founded_on": dates(merchants.founded_day, horizon),
            "joined_on": dates(merchants.joined_day, horizon),
        }
    )


def sales_table(events: Sales, horizon: Horizon) -> pa.Table:
    """One row per sales event."""
    return pa.table(
        {
            "merchant_id": _merchants(events.merchant),
            "event_id": _numbered("S", events.merchant, 9),
            "occurred_at": times(events.occurred, horizon),
            "known_at": times(events.known, horizon),
            "kind": words(sales.KINDS, events.kind),
            "amount": dollars(events.cents),
            "buyer_id": ids("B", events.buyer, 10),
            "channel": words(sales.CHANNELS, events.channel),
        }
    )


def purchases_table(events: Purchases, horizon: Horizon) -> pa.Table:
    """One row per purchase event."""
    return pa.table(
        {
            "merchant_id": _merchants(events.merchant),
            "event_id": _numbered("P", events.merchant, 9),
            "occurred_at": times(events.occurred, horizon),
            "known_at": times(events.known, horizon),
            "kind": words(purchases.KINDS, events.kind),
            "amount": dollars(events.cents),
            "supplier_id": _suppliers(events.supplier),
        }
    )


def bank_table(movements: Bank, horizon: Horizon) -> pa.Table:
    """One row per bank movement; known when it is booked."""
    booked = times(movements.occurred, horizon)
    return pa.table(
        {
            "merchant_id": _merchants(movements.merchant),
            "event_id": _numbered("K", movements.merchant, 9),
            "occurred_at": booked,
            "known_at": booked,
            "amount": dollars(movements.cents),
            "balance_after": dollars(movements.balance),
            "category": words(CATEGORIES, movements.category),
        }
    )


def applications_table(requests: Requests, horizon: Horizon) -> pa.Table:
    """One row per request at checkout."""
    return pa.table(
        {
            "application_id": _numbered("A", requests.merchant, 6),
            "merchant_id": _merchants(requests.merchant),
            "applied_at": times(requests.occurred, horizon),
            "order_amount": dollars(requests.order_cents),
            "supplier_id": _suppliers(requests.supplier),
        }
    )


def loans_table(loans: Loans, requests: Requests, horizon: Horizon) -> pa.Table:
    """One row per funded purchase."""
    return pa.table(
        {
            "loan_id": _numbered("L", loans.request, 6),
            "application_id": ids("A", loans.request + 1, 6),
            "merchant_id": _merchants(requests.merchant[loans.request]),
            "funded_at": times(seconds_of(loans.funded_day, 10), horizon),
            "principal": dollars(loans.principal_cents),
            "monthly_rates": rates(loans.tier),
        }
    )


def loan_events_table(events: LoanEvents, horizon: Horizon) -> pa.Table:
    """One row per payment, refund, charge-off or recovery."""
    return pa.table(
        {
            "loan_id": ids("L", events.loan + 1, 6),
            "event_id": _numbered("E", events.loan, 8),
            "occurred_at": times(events.occurred, horizon),
            "known_at": times(events.known, horizon),
            "kind": words(loan_events.KINDS, events.kind),
            "amount": dollars(events.cents),
        }
    )


def truth_table(world: Marketplace, parameters: Parameters) -> pa.Table:
    """One row per application: what only tests and benchmarks may know."""
    merchant, risk, lending = world.requests.merchant, world.risk, world.lending
    groups = tuple(name for name, _ in parameters.owner_groups)
    return pa.table(
        {
            "application_id": _numbered("A", merchant, 6),
            "merchant_id": _merchants(merchant),
            "true_pd": risk.pd,
            "true_pd_given_factors": risk.pd_given_factors,
            "would_default": risk.defaults,
            "first_missed": risk.first_missed,
            "approved": lending.approved,
            "funded": lending.funded,
            "annual_revenue": world.merchants.revenue[merchant],
            "owner_group": words(groups, world.merchants.owner_group[merchant]),
            **{f"driver_{name}": value for name, value in world.drivers.values.items()},
        }
    )


def _merchants(numbers: Ints) -> pa.Array:
    return ids("M", numbers + 1, 6)


def _suppliers(numbers: Ints) -> pa.Array:
    return ids("V", numbers + 1, 4)


def _numbered(prefix: str, rows: Ints, width: int) -> pa.Array:
    """Ids that count the rows from one."""
    return ids(prefix, np.arange(1, len(rows) + 1), width)
