"""The store's applications as an optimisation: what they could be offered, and what today offers.

The optimum chooses among the policy's tiers and among shares of what today's rules would lend an
applicant at most (the order, or the limit that its sales support where that is less). Rules of
eligibility stand; cut-offs do not, since the optimum finds its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipelines.errors import Refused
from pipelines.offers import Policy
from pipelines.simulation.cases import Cases
from pipelines.simulation.pricing.limits import Limits
from pipelines.simulation.pricing.menu import Floats, Menu, prices_of_policy, stepped_menu
from pipelines.simulation.pricing.portfolio import Portfolio, Totals
from pipelines.simulation.pricing.problem import Problem
from pipelines.simulation.pricing.take_up import demand_of_policy
from pipelines.simulation.replay import eligible, incomplete, replay, supported_limits

SHARES = (0.25, 0.5, 0.75, 1.0)
DIMENSIONS = ("industry", "region")


@dataclass(frozen=True)
class Book:
    """Applicants that could be lent to under the policy's rules but its cut-offs.

    `rows` are their places among the cases, `today` what the policy offers by now, on the same
    take-up; `groups` has each one's industry and region, "" where nobody knows.
    """

    cases: Cases
    policy: Policy
    rows: NDArray[np.int64]
    menu: Menu
    groups: dict[str, NDArray[np.str_]]

    @property
    def pd(self) -> Floats:
        """Their PDs."""
        return self.cases.pd[self.rows]

    @cached_property
    def today(self) -> Totals:
        """What the policy offers now."""
        return offered_by(self.cases, self.policy)

    def problem(self, limits: Limits) -> Problem:
        """The optimisation within these limits."""
        return Problem(self.menu, limits, self.groups)

    def within_today(self) -> Limits:
        """Limits at which the optimum has no more to spend than today's policy offers."""
        return Limits(budget_cents=self.today.offered_cents)


def offered_by(cases: Cases, policy: Policy) -> Totals:
    """What a policy offers these applications, by the take-up that it assumes."""
    found = replay(cases, policy)
    taken = found.take_up
    return Totals(
        offers=int(found.lends.sum()),
        offered_cents=int(found.amount_cents.sum()),
        lent_cents=float(taken @ found.amount_cents),
        loss_cents=float(taken @ found.loss_cents),
        profit_cents=float(taken @ found.profit_cents),
    )


def book_of(cases: Cases, policy: Policy, shares: Sequence[float] = SHARES) -> Book:
    """Lay out the offers that each application could be made.

    Raises Refused where the rules leave nobody to lend to.
    """
    most = most_cents(cases, policy)
    rows = np.flatnonzero(most >= policy.limit.minimum_cents)
    if not len(rows):
        raise Refused(
            "no application meets the rules of eligibility and limit, so there is nobody to make "
            "an offer to: look at [eligibility] and [limit] of the policy"
        )
    prices = prices_of_policy(policy)
    share = demand_of_policy(policy.take_up).share([price.rate for price in prices])
    menu = stepped_menu(
        cases.pd[rows],
        most[rows].astype(float),
        np.tile(share, (len(rows), 1)),
        prices,
        shares,
        step_cents=policy.limit.step_cents,
        least_cents=policy.limit.minimum_cents,
    )
    groups = {name: _labels(getattr(cases, name)[rows]) for name in DIMENSIONS}
    return Book(cases, policy, rows, menu, groups)


def most_cents(cases: Cases, policy: Policy) -> NDArray[np.int64]:
    """The most the rules would lend each application whatever its PD; 0 where they do not lend."""
    limit = supported_limits(cases, policy.limit)
    asked = cases.requested_cents
    wanted = np.where(asked == 0, limit, np.minimum(asked, limit))
    able = eligible(cases, policy.eligibility) & ~incomplete(cases)
    return np.where(able, wanted, 0)


def offers_made(book: Book, portfolio: Portfolio) -> dict[str, NDArray[np.generic]]:
    """One value an offer for a table: who, PD, group, amount, price, take-up, loss and profit."""
    made = portfolio.line >= 0
    chosen, menu = book.cases.take(book.rows[made]), book.menu
    names = np.array([price.name for price in menu.prices], dtype=object)
    rates = np.array([price.rate for price in menu.prices])
    taken = np.broadcast_to(menu.take_up[:, :, None], menu.amount.shape)
    return {
        "application_id": chosen.application_id,
        "name": chosen.name,
        "industry": chosen.industry,
        "region": chosen.region,
        "pd": chosen.pd,
        "tier": names[portfolio.price[made]],
        "apr": rates[portfolio.price[made]],
        "amount_cents": portfolio.amount_cents[made],
        "take_up": portfolio.of_offer(taken)[made],
        "loss_cents": portfolio.of_offer(menu.loss)[made],
        "profit_cents": portfolio.of_offer(menu.profit)[made],
    }


def _labels(values: NDArray[np.object_]) -> NDArray[np.str_]:
    return np.array(["" if value is None else str(value) for value in values], dtype=str)
