"""The merchants' bank accounts: payouts, suppliers, costs, instalments, owner's transfers."""

from dataclasses import dataclass

import numpy as np
from scipy.signal import lfilter

from pipelines.world.applications import Requests
from pipelines.world.distress import Distress
from pipelines.world.horizon import DAY_SECONDS, Floats, Horizon, Ints, totals
from pipelines.world.loan_events import LoanEvents
from pipelines.world.loans import Loans
from pipelines.world.merchants import Merchants
from pipelines.world.purchases import Purchases
from pipelines.world.sales import Sales

CATEGORIES = (
    "payout", "supplier", "operating costs", "loan payment", "other lender", "owner transfer",
)  # fmt: skip
MARKETPLACE_FEE = 0.08
OPERATING_SHARE = 0.18
DAYS_PER_PAYOUT = 7
# Merchant, seconds from the start and signed cents of one kind of movement.
Flow = tuple[Ints, Ints, Ints]
# How much of the distance to the usual buffer the owner's monthly transfer closes.
TRANSFER_SHARE = 0.6
# Another lender's advance in weeks of usual takings, and the share of a week's it takes back.
ADVANCE_WEEKS, REPAID_SHARE = 4, 0.3


@dataclass(frozen=True)
class Bank:
    """One entry per movement; cents are signed, times in seconds from the start."""

    merchant: Ints
    occurred: Ints
    cents: Ints
    category: Ints
    balance: Ints


def draw_bank(
    rng: np.random.Generator,
    merchants: Merchants,
    distress: Distress,
    sales: Sales,
    purchases: Purchases,
    repayments: Flow,
    horizon: Horizon,
) -> Bank:
    """Build the movements from what happened elsewhere, sorted by merchant and time.

    The balance starts at the merchant's buffer (days of outflow) and is pulled back towards it
    each month by the owner's transfers; it may go below zero. In distress that shows at the bank
    another lender's advance is paid off week by week, and the owner has nothing to put in.
    """
    takings = _weekly_takings(sales, merchants, horizon)
    flows = [
        takings,
        _suppliers(purchases),
        _operating_costs(rng, takings, merchants, horizon),
        repayments,
        _other_lender(takings, merchants, distress, horizon),
    ]
    buffer = _buffer_cents(merchants, flows, horizon)
    flows.append(_owner_transfers(merchants, distress, flows, horizon))
    merchant, occurred, cents = (np.concatenate([f[i] for f in flows]) for i in range(3))
    category = np.concatenate([np.full(len(f[0]), i) for i, f in enumerate(flows)])
    keep = np.flatnonzero((cents != 0) & (occurred < horizon.days * DAY_SECONDS))
    moment = merchant * (2 * horizon.days * DAY_SECONDS) + occurred
    order = keep[np.argsort(moment[keep], kind="stable")]
    merchant, cents = merchant[order], cents[order]
    balance = _running_balance(merchant, cents, buffer)
    return Bank(merchant, occurred[order], cents, category[order], balance)


def _weekly_takings(sales: Sales, merchants: Merchants, horizon: Horizon) -> Flow:
    """Payout of each week's settled sales less what came back and the marketplace's fee."""
    weeks = -(-horizon.days // DAYS_PER_PAYOUT)
    sign = np.where(sales.kind == 0, 1 - MARKETPLACE_FEE, -1.0)
    week = sales.known // DAY_SECONDS // DAYS_PER_PAYOUT
    total = np.bincount(sales.merchant * weeks + week, sales.cents * sign, merchants.count * weeks)
    merchant, week = np.divmod(np.arange(len(total)), weeks)
    occurred = ((week + 1) * DAYS_PER_PAYOUT + 1) * DAY_SECONDS + 6 * 3600
    return merchant, occurred, total.astype(np.int64)


def _suppliers(purchases: Purchases) -> Flow:
    own = ~purchases.financed
    sign = np.where(purchases.kind[own] == 0, -1, 1)
    return purchases.merchant[own], purchases.known[own], purchases.cents[own] * sign


def _operating_costs(
    rng: np.random.Generator, takings: Flow, merchants: Merchants, horizon: Horizon
) -> Flow:
    """Rent, wages and advertising on the fourth of each month: 18 % of the month's takings."""
    monthly = np.maximum(_monthly(takings, merchants, horizon), 0)
    cost = -(OPERATING_SHARE * monthly * np.exp(0.15 * rng.standard_normal(monthly.shape)))
    merchant, month = np.divmod(np.arange(cost.size), horizon.months)
    occurred = (horizon.month_starts[month + 1] + 3) * DAY_SECONDS + 7 * 3600
    return merchant, occurred, cost.astype(np.int64).ravel()


def loan_repayments(requests: Requests, loans: Loans, events: LoanEvents) -> Flow:
    """What the lender was paid, by merchant."""
    paid = events.where(events.kind == 0)
    return requests.merchant[loans.request[paid.loan]], paid.occurred, -paid.cents


def _buffer_cents(merchants: Merchants, flows: list[Flow], horizon: Horizon) -> Ints:
    """Usual balance: the merchant's buffer days times its mean daily outflow."""
    out = np.zeros(merchants.count)
    for merchant, _, cents in flows:
        out += np.bincount(merchant, np.maximum(-cents, 0), merchants.count)
    active = np.minimum(merchants.exit_day, horizon.days) - merchants.first_day
    return (merchants.buffer_days * out / np.maximum(active, 30)).astype(np.int64)


def _other_lender(
    takings: Flow, merchants: Merchants, distress: Distress, horizon: Horizon
) -> Flow:
    """An advance of four weeks' takings when distress begins, paid off at three tenths a week."""
    weeks = -(-horizon.days // DAYS_PER_PAYOUT)
    usual = np.maximum(takings[2].reshape(merchants.count, weeks), 0).mean(axis=1)
    starts = (np.arange(weeks) * DAYS_PER_PAYOUT)[None, :]
    onset, end = distress.onset[:, None], distress.end[:, None]
    until = np.minimum(end, merchants.exit_day[:, None])
    owing = (starts >= onset + DAYS_PER_PAYOUT) & (starts < until) & distress.drains[:, None]
    merchant, week = np.nonzero(owing)
    paid = -(REPAID_SHARE * usual[merchant]).astype(np.int64)
    drained = np.flatnonzero(distress.drains & (distress.onset < horizon.days))
    advance = (ADVANCE_WEEKS * usual[drained]).astype(np.int64)
    days = np.concatenate([week * DAYS_PER_PAYOUT + 2, distress.onset[drained]])
    return (
        np.concatenate([merchant, drained]),
        days * DAY_SECONDS + 8 * 3600,
        np.concatenate([paid, advance]),
    )


def _owner_transfers(
    merchants: Merchants, distress: Distress, flows: list[Flow], horizon: Horizon
) -> Flow:
    """The owner takes out, or puts in, most of the distance to the usual balance each month.

    What an owner in distress cannot put in follows when the spell is over.
    """
    net = sum((_monthly(f, merchants, horizon) for f in flows), np.zeros(1))
    keep = 1 - TRANSFER_SHARE
    above: Floats = lfilter([keep], [1.0, -keep], net, axis=1)
    transfer = -(above / keep * TRANSFER_SHARE)
    transfer = _postponed(transfer, distress, horizon)
    active = horizon.month_starts[1:] <= merchants.exit_day[:, None]
    merchant, month = np.divmod(np.arange(transfer.size), horizon.months)
    occurred = horizon.month_starts[month + 1] * DAY_SECONDS - 1800
    cents = np.where(active, transfer, 0).astype(np.int64).ravel()
    return merchant, occurred, cents


def _postponed(transfer: Floats, distress: Distress, horizon: Horizon) -> Floats:
    """Move what would be put in during a spell that drains the bank to the month after it."""
    ends = horizon.month_starts[1:]
    spell = (ends >= distress.onset[:, None]) & (ends < distress.end[:, None])
    missing = np.where(spell & distress.drains[:, None], np.maximum(transfer, 0), 0)
    month = np.searchsorted(ends, distress.end)
    over = np.flatnonzero(month < len(ends))
    moved = transfer - missing
    moved[over, month[over]] += missing[over].sum(axis=1)
    return moved


def _monthly(flow: Flow, merchants: Merchants, horizon: Horizon) -> Floats:
    merchant, occurred, cents = flow
    day = occurred // DAY_SECONDS
    inside = day < horizon.days
    month = horizon.month_of_day[np.minimum(day, horizon.days - 1)]
    cell = (merchant * horizon.months + month)[inside]
    return totals(cell, cents[inside], (merchants.count, horizon.months))


def _running_balance(merchant: Ints, cents: Ints, opening: Ints) -> Ints:
    """Opening balance plus all movements of the same merchant so far."""
    total = np.cumsum(cents)
    first = np.flatnonzero(np.diff(merchant, prepend=-1))
    before = np.zeros(len(opening), np.int64)
    before[merchant[first]] = total[first] - cents[first]
    return total - before[merchant] + opening[merchant]
