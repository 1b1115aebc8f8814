"""What an offer is expected to earn and to lose, once a default's timing is counted."""

import math
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from statistics import NormalDist

import numpy as np

from pipelines.loans import Schedule
from pipelines.offers.terms import Economics

NORMAL = NormalDist()
SURVIVED = 0.999
"""The confidence at which capital must last a year (Basel II, paragraph 272)."""


@dataclass(frozen=True)
class OfferEconomics:
    """An accepted offer over its life; money in cents, expected over default and repayment.

    `fees_cents` is what is expected to be paid of the scheduled fees: none is paid from the first
    missed instalment on. `profit_cents` is fees less funding, servicing and loss. `capital_cents`
    is held for a year: the Basel retail requirement on the mean balance; `raroc` is the profit by
    that capital, a return for a year of it.
    """

    fees_cents: float
    funding_cents: float
    servicing_cents: float
    loss_cents: float
    capital_cents: float

    @property
    def profit_cents(self) -> float:
        """Fees less funding, servicing and expected loss."""
        return self.fees_cents - self.funding_cents - self.servicing_cents - self.loss_cents

    @property
    def raroc(self) -> float | None:
        """Profit by capital; None where no capital is held."""
        return self.profit_cents / self.capital_cents if self.capital_cents else None


@dataclass(frozen=True)
class Margin:
    """An offer's profit as a line in the PD: `certain_cents` - PD x `at_default_cents`."""

    certain_cents: float
    loss_at_default_cents: float
    fees_lost_at_default_cents: float

    @property
    def at_default_cents(self) -> float:
        """What a default costs: balance not recovered and fees not paid."""
        return self.loss_at_default_cents + self.fees_lost_at_default_cents

    @property
    def break_even_pd(self) -> float:
        """The PD at which nothing is earned; 0 where even a sure payer costs money, at most 1."""
        if self.certain_cents <= 0:
            return 0.0
        if self.at_default_cents <= self.certain_cents:
            return 1.0
        return self.certain_cents / self.at_default_cents


def margin(schedule: Schedule, economics: Economics) -> Margin:
    """Split an offer's profit into what is certain and what a default costs.

    Defaults are spread over the instalments by `default_timing`. One whose first missed instalment
    is k costs LGD times the principal before k, and the fees from k on. Funding runs on the
    scheduled balance whoever defaults, since a missed balance is funded until it is written off.
    """
    items = schedule.instalments
    shares = default_shares(economics.default_timing, len(items))
    owed, unpaid = schedule.principal_cents, schedule.finance_charge_cents
    exposed = lost = 0.0
    for share, item in zip(shares, items, strict=True):
        exposed += share * owed
        lost += share * unpaid
        owed -= item.principal_cents
        unpaid -= item.fee_cents
    costs = economics.funding_rate / 12 * schedule.balance_months_cents
    costs += economics.servicing_share * schedule.principal_cents
    return Margin(schedule.finance_charge_cents - costs, economics.lgd * exposed, lost)


def offer_economics(schedule: Schedule, pd: float, economics: Economics) -> OfferEconomics:
    """What an offer is expected to earn and to lose at that PD."""
    found = margin(schedule, economics)
    balance_years = schedule.balance_months_cents / 12
    return OfferEconomics(
        fees_cents=schedule.finance_charge_cents - pd * found.fees_lost_at_default_cents,
        funding_cents=economics.funding_rate * balance_years,
        servicing_cents=economics.servicing_share * schedule.principal_cents,
        loss_cents=pd * found.loss_at_default_cents,
        capital_cents=capital_requirement(pd, economics.lgd) * balance_years,
    )


def capital_requirement(pd: float, lgd: float) -> float:
    """The Basel capital requirement K of other retail exposures, as a share of the exposure.

    K = LGD x [N((G(PD) + sqrt(R) G(.999)) / sqrt(1 - R)) - PD], R = .03 w + .16 (1 - w) and
    w = (1 - exp(-35 PD)) / (1 - exp(-35)) (Basel II, paragraphs 329-330; no maturity factor).
    """
    if not 0 < pd < 1:
        return 0.0
    weight = (1 - math.exp(-35 * pd)) / (1 - math.exp(-35))
    correlation = 0.03 * weight + 0.16 * (1 - weight)
    factor = NORMAL.inv_cdf(pd) + correlation**0.5 * NORMAL.inv_cdf(SURVIVED)
    return lgd * (NORMAL.cdf(factor / (1 - correlation) ** 0.5) - pd)


@cache
def default_shares(timing: tuple[float, ...], instalments: int) -> tuple[float, ...]:
    """The share of defaults whose first missed instalment is each one, for any number of them.

    Between the points that `timing` states, defaults accumulate evenly over the term.
    """
    if instalments == len(timing):
        return timing
    reached = [0.0, *accumulate(timing)]
    positions = [k * len(timing) / instalments for k in range(instalments + 1)]
    total = np.interp(positions, range(len(reached)), reached).tolist()
    return tuple(after - before for before, after in pairwise(total))
