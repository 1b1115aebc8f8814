"""Any policy replayed on past applications, all at once.

`pipelines.offers.decide` is the definition of a decision; this is its twin by columns, and a test
proves the two equal for random policies and applicants and for every application of the demo: in
decision, amount, limit, tier, expected loss and expected profit. Limits of the book as a whole are
not judged (as `Applicant.book` None): what else would have been open depends on the replay itself.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.offers import Policy
from pipelines.offers.applicant import HISTORY
from pipelines.offers.terms import Eligibility, LimitRules
from pipelines.simulation.cases import Cases, Cents, Numbers
from pipelines.simulation.economics import apr, priced

DECISIONS = ("approve", "counter-offer", "refer", "decline")
APPROVE, COUNTER_OFFER, REFER, DECLINE = range(4)
NO_TIER = -1
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Replayed:
    """What a policy decides, one row per case; money in cents, 0 where nothing is offered.

    `decision` counts in `DECISIONS`, `tier` in the policy's tiers (-1 where none prices an offer).
    `fees_cents` are all scheduled fees, `loss_cents` and `profit_cents` what `decide` expects of
    an offer that is accepted. `take_up` is the share of buyers who accept at the offer's price, by
    the policy's assumption; those who accept are taken to have the PD of those who do not.
    """

    decision: NDArray[np.int8]
    tier: NDArray[np.int8]
    amount_cents: Cents
    limit_cents: Cents
    fees_cents: Cents
    loss_cents: Cents
    profit_cents: Cents
    take_up: Numbers

    @property
    def lends(self) -> Mask:
        """Whether anything is offered."""
        lends: Mask = self.decision <= COUNTER_OFFER
        return lends

    @property
    def refers(self) -> Mask:
        """Whether a person decides."""
        refers: Mask = self.decision == REFER
        return refers


def replay(cases: Cases, policy: Policy) -> Replayed:
    """Decide every case under `policy`."""
    priced_at = np.searchsorted([tier.pd_up_to for tier in policy.tiers], cases.pd)
    limit = supported_limits(cases, policy.limit)
    decision = decisions(cases, policy, priced_at < len(policy.tiers), limit)
    lends = decision <= COUNTER_OFFER
    wanted = np.where(cases.requested_cents == 0, limit, cases.requested_cents)
    amount = np.where(lends, np.minimum(wanted, limit), 0)
    tier = np.where(lends, priced_at, NO_TIER).astype(np.int8)
    fees, loss, profit, take_up = _prices(cases.pd, amount, tier, policy)
    return Replayed(
        decision=decision,
        tier=tier,
        amount_cents=amount,
        limit_cents=np.where(decision == DECLINE, 0, limit),
        fees_cents=fees,
        loss_cents=loss,
        profit_cents=profit,
        take_up=take_up,
    )


def supported_limits(cases: Cases, rules: LimitRules) -> Cents:
    """What each merchant's sales support less its open balances, in whole steps."""
    annual = _share(cases.sales_365d_cents, rules.share_of_annual_sales)
    worst = _share(cases.worst_month_cents, rules.worst_month_multiple)
    least = np.minimum(np.minimum(annual, worst), rules.cap_cents)
    available = np.maximum(least - cases.open_exposure_cents, 0)
    return available // rules.step_cents * rules.step_cents


def eligible(cases: Cases, rules: Eligibility) -> Mask:
    """Whether no rule fails; a figure that is missing fails none."""
    failed = cases.tenure_days < rules.minimum_tenure_days
    failed |= cases.sales_365d_cents < rules.minimum_sales_365d_cents
    failed |= cases.sales_90d_cents < rules.minimum_sales_90d_cents
    failed |= cases.days_since_last_sale > rules.maximum_days_since_last_sale
    return ~failed


def incomplete(cases: Cases) -> Mask:
    """Whether a history figure or the PD is missing: a person then decides."""
    missing = np.isnan(cases.pd)
    for name in HISTORY:
        missing |= np.isnan(getattr(cases, name))
    return missing


def decisions(cases: Cases, policy: Policy, has_tier: Mask, limit: Cents) -> NDArray[np.int8]:
    """The first rule of the path that applies decides."""
    minimum, asked = policy.limit.minimum_cents, cases.requested_cents
    rules = [
        (~eligible(cases, policy.eligibility), DECLINE),
        ((cases.pd > policy.grey_band_pd) & cases.has_drivers, DECLINE),
        (incomplete(cases) | ~has_tier, REFER),
        ((asked != 0) & (asked < minimum), DECLINE),
        (limit < minimum, DECLINE),
        (asked <= limit, APPROVE),
    ]
    found = np.select([rule for rule, _ in rules], [code for _, code in rules], COUNTER_OFFER)
    return found.astype(np.int8)


def _prices(
    pds: Numbers, amounts: Cents, tier: NDArray[np.int8], policy: Policy
) -> tuple[Cents, Cents, Cents, Numbers]:
    """Fees, expected loss and profit in cents, and take-up, tier by tier."""
    fees, loss, profit = (np.zeros(len(amounts), np.int64) for _ in range(3))
    take_up = np.zeros(len(amounts))
    for number, terms in enumerate(policy.tiers):
        rows = np.flatnonzero(tier == number)
        found = priced(amounts[rows], pds[rows], terms.monthly_rates, policy.economics)
        fees[rows], loss[rows], profit[rows] = (
            found.fees_cents,
            found.loss_cents,
            found.profit_cents,
        )
        take_up[rows] = policy.take_up.share(apr(terms.monthly_rates))
    return fees, loss, profit, take_up


def _share(cents: Numbers, share: float) -> Cents:
    """The share of sales in whole cents; sales that are missing or below zero support nothing."""
    return np.maximum(np.floor(np.nan_to_num(cents) * share), 0).astype(np.int64)
