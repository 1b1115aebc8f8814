"""Price, expected loss and expected profit of many amounts at once, to the cent.

The twin of `build_schedule` and `offer_economics` by columns, in the same order of operations, so
that both round to the same cent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipelines.loans.apr import actuarial_apr
from pipelines.loans.schedule import exact_rates, principal_due
from pipelines.offers.economics import default_shares
from pipelines.offers.terms import Economics
from pipelines.simulation.cases import Cents, Numbers

LARGEST = 2**62
"""Products beyond it are taken in whole numbers of any size, more slowly."""


@dataclass(frozen=True)
class Priced:
    """Offers of one tier: all scheduled fees, expected loss and expected profit, in cents."""

    fees_cents: Cents
    loss_cents: Cents
    profit_cents: Cents


def priced(
    amounts: Cents, pds: Numbers, monthly_rates: Sequence[float], economics: Economics
) -> Priced:
    """Price each amount at these rates for a buyer's merchant of that PD."""
    fees = [_fee(rate, amounts) for rate in monthly_rates]
    total: Cents = np.sum(fees, axis=0, dtype=np.int64)
    principals = _principals(amounts, len(monthly_rates))
    owed, unpaid = amounts, total
    exposed, lost = np.zeros(len(amounts)), np.zeros(len(amounts))
    shares = default_shares(economics.default_timing, len(monthly_rates))
    for share, principal, fee in zip(shares, principals, fees, strict=True):
        exposed = exposed + share * owed
        lost = lost + share * unpaid
        owed, unpaid = owed - principal, unpaid - fee
    months = np.sum([k * part for k, part in enumerate(principals, 1)], axis=0, dtype=np.int64)
    loss = pds * (economics.lgd * exposed)
    funding = economics.funding_rate * (months / 12)
    servicing = economics.servicing_share * amounts
    profit = total - pds * lost - funding - servicing - loss
    return Priced(total, whole(loss), whole(profit))


def apr(monthly_rates: Sequence[float]) -> float:
    """The APR of these rates before rounding to cents, as a fraction of one.

    A quote's own differs by what rounding its instalments to the cent does.
    """
    n = len(monthly_rates)
    payments = [(1 / n + rate, number, 0.0) for number, rate in enumerate(monthly_rates, 1)]
    return actuarial_apr([(1.0, 0, 0.0)], payments, unit_periods_per_year=12) / 100


def whole(amounts: Numbers) -> Cents:
    """Rounded half to even, as `round` does."""
    return np.rint(amounts).astype(np.int64)


def _fee(rate: float, amounts: Cents) -> Cents:
    """Rate times amount, half up, without a float between."""
    ((over, under),) = exact_rates((rate,))
    fits = len(amounts) == 0 or int(amounts.max()) * 2 * over + under < LARGEST
    exact = amounts if fits and 2 * under < LARGEST else amounts.astype(object)
    return ((2 * over * exact + under) // (2 * under)).astype(np.int64)


def _principals(amounts: Cents, instalments: int) -> list[Cents]:
    due = [principal_due(amounts, k, instalments) for k in range(instalments + 1)]
    return [after - before for before, after in pairwise(due)]
