"""A part of the marketplace as Arrow tables: the exports' columns, and the truth beside them."""

import numpy as np
import pyarrow as pa

from pipelines.world import loan_events, purchases, sales
from pipelines.world.bank import CATEGORIES
from pipelines.world.columns import dates, dollars, ids, rates, seconds_of, times, words
from pipelines.world.fraud import SCHEMES
from pipelines.world.horizon import Ints
from pipelines.world.parameters import INDUSTRIES, STATES, Parameters
from pipelines.world.part import Part

# What a batch numbers, it numbers from its own multiple of ten to the power of these.
LOAN_DIGITS, LOAN_EVENT_DIGITS, FEED_DIGITS = 5, 6, 7
BATCH_DIGITS = 4


def feed_tables(part: Part) -> dict[str, pa.Table]:
    """The tables that grow with the history, by name."""
    return {
        "merchants": merchants_table(part),
        "sales": sales_table(part),
        "purchases": purchases_table(part),
        "bank": bank_table(part),
    }


def loan_tables(part: Part) -> dict[str, pa.Table]:
    """The tables that grow with the lending, by name; the same columns as the store's."""
    return {
        "applications": applications_table(part),
        "loans": loans_table(part),
        "loan_events": loan_events_table(part),
    }


def merchants_table(part: Part) -> pa.Table:
    """One row per merchant."""
    merchants, horizon = part.merchants, part.horizon
    return pa.table(
        {
            "merchant_id": merchant_ids(merchants.number),
            "name": pa.array(merchants.name.tolist()),
            "industry": words(tuple(i.name for i in INDUSTRIES), merchants.industry),
            "country": words(("US",), np.zeros(merchants.count, np.int64)),
            "region": words(tuple(STATES), merchants.state),
            "founded_on": dates(merchants.founded_day, horizon),
            "joined_on": dates(merchants.joined_day, horizon),
        }
    )


def sales_table(part: Part) -> pa.Table:
    """One row per sales event."""
    events, horizon = part.sales, part.horizon
    return pa.table(
        {
            "merchant_id": _merchants(part, events.merchant),
            "event_id": _numbered("S", part, events.merchant, FEED_DIGITS),
            "occurred_at": times(events.occurred, horizon),
            "known_at": times(events.known, horizon),
            "kind": words(sales.KINDS, events.kind),
            "amount": dollars(events.cents),
            "buyer_id": ids("B", events.buyer, 11),
            "channel": words(sales.CHANNELS, events.channel),
        }
    )


def purchases_table(part: Part) -> pa.Table:
    """One row per purchase event."""
    events, horizon = part.purchases, part.horizon
    return pa.table(
        {
            "merchant_id": _merchants(part, events.merchant),
            "event_id": _numbered("P", part, events.merchant, FEED_DIGITS),
            "occurred_at": times(events.occurred, horizon),
            "known_at": times(events.known, horizon),
            "kind": words(purchases.KINDS, events.kind),
            "amount": dollars(events.cents),
            "supplier_id": _suppliers(events.supplier),
        }
    )


def bank_table(part: Part) -> pa.Table:
    """One row per bank movement; known when it is booked."""
    movements = part.bank
    booked = times(movements.occurred, part.horizon)
    return pa.table(
        {
            "merchant_id": _merchants(part, movements.merchant),
            "event_id": _numbered("K", part, movements.merchant, FEED_DIGITS),
            "occurred_at": booked,
            "known_at": booked,
            "amount": dollars(movements.cents),
            "balance_after": dollars(movements.balance),
            "category": words(CATEGORIES, movements.category),
        }
    )


def applications_table(part: Part) -> pa.Table:
    """One row per request at checkout."""
    requests = part.requests
    return pa.table(
        {
            "application_id": _application_ids(part, np.arange(len(requests.merchant))),
            "merchant_id": _merchants(part, requests.merchant),
            "applied_at": times(requests.occurred, part.horizon),
            "order_amount": dollars(requests.order_cents),
            "supplier_id": _suppliers(requests.supplier),
        }
    )


def loans_table(part: Part) -> pa.Table:
    """One row per funded purchase."""
    loans, horizon = part.loans, part.horizon
    return pa.table(
        {
            "loan_id": _loan_ids(part, np.arange(len(loans.request))),
            "application_id": _application_ids(part, loans.request),
            "merchant_id": _merchants(part, part.requests.merchant[loans.request]),
            "funded_at": times(seconds_of(loans.funded_day, 10), horizon),
            "principal": dollars(loans.principal_cents),
            "monthly_rates": rates(loans.tier),
        }
    )


def loan_events_table(part: Part) -> pa.Table:
    """One row per payment, refund, charge-off or recovery."""
    events, horizon = part.loan_events, part.horizon
    return pa.table(
        {
            "loan_id": _loan_ids(part, events.loan),
            "event_id": _numbered("E", part, events.loan, LOAN_EVENT_DIGITS),
            "occurred_at": times(events.occurred, horizon),
            "known_at": times(events.known, horizon),
            "kind": words(loan_events.KINDS, events.kind),
            "amount": dollars(events.cents),
        }
    )


def truth_table(part: Part, parameters: Parameters) -> pa.Table:
    """One row per application: what only tests and benchmarks may know."""
    merchant, risk, lending = part.requests.merchant, part.risk, part.lending
    groups = tuple(name for name, _ in parameters.owner_groups)
    return pa.table(
        {
            "application_id": _application_ids(part, np.arange(len(merchant))),
            "merchant_id": _merchants(part, merchant),
            "true_pd": risk.pd,
            "true_pd_given_factors": risk.pd_given_factors,
            "would_default": risk.defaults,
            "first_missed": risk.first_missed,
            "approved": lending.approved,
            "funded": lending.funded,
            "fraud_scheme": words(SCHEMES, part.requests.scheme),
            "is_fraud": part.requests.is_strike,
            "in_distress": part.drivers.in_distress,
            "annual_revenue": part.merchants.revenue[merchant],
            "owner_group": words(groups, part.merchants.owner_group[merchant]),
            **{f"driver_{name}": value for name, value in part.drivers.values.items()},
        }
    )


def merchant_ids(numbers: Ints) -> pa.Array:
    """Ids of merchants by their number in the world."""
    return ids("M", numbers + 1, 6)


def _merchants(part: Part, positions: Ints) -> pa.Array:
    return merchant_ids(part.merchants.number).take(pa.array(positions))


def _suppliers(numbers: Ints) -> pa.Array:
    return ids("V", numbers + 1, 4)


def _application_ids(part: Part, positions: Ints) -> pa.Array:
    return _in_batch("A", part, positions, LOAN_DIGITS)


def _loan_ids(part: Part, positions: Ints) -> pa.Array:
    return _in_batch("L", part, positions, LOAN_DIGITS)


def _numbered(prefix: str, part: Part, rows: Ints, digits: int) -> pa.Array:
    """Ids that count the batch's rows."""
    return _in_batch(prefix, part, np.arange(len(rows)), digits)


def _in_batch(prefix: str, part: Part, positions: Ints, digits: int) -> pa.Array:
    return ids(prefix, part.batch * 10**digits + positions + 1, BATCH_DIGITS + digits)
