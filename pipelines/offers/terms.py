"""What a credit policy consists of: its rules, prices and assumptions as records."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class DefaultDefinition:
    """A loan defaulted when it was `days_past_due` late or charged off within `within_months`."""

    days_past_due: int
    within_months: int


@dataclass(frozen=True)
class Eligibility:
    """What a merchant must show before a score counts; sales in cents, before refunds."""

    minimum_tenure_days: int
    minimum_sales_365d_cents: int
    minimum_sales_90d_cents: int
    maximum_days_since_last_sale: int


@dataclass(frozen=True)
class LimitRules:
    """How much a merchant's sales support; money in cents."""

    share_of_annual_sales: float
    worst_month_multiple: float
    cap_cents: int
    minimum_cents: int
    step_cents: int


@dataclass(frozen=True)
class Tier:
    """A price: one monthly rate an instalment, for a PD up to `pd_up_to`."""

    name: str
    pd_up_to: float
    monthly_rates: tuple[float, ...]


@dataclass(frozen=True)
class Grade:
    """A band of PD for reporting; its lower bound is the previous grade's upper one."""

    name: str
    pd_up_to: float


@dataclass(frozen=True)
class Economics:
    """Assumptions on loss and cost; `funding_rate` per year on the balance, shares of principal.

    `default_timing` is the share of defaults whose first missed instalment is the first, second
    and so on; it sums to one.
    """

    lgd: float
    default_timing: tuple[float, ...]
    funding_rate: float
    servicing_share: float

    @property
    def ead_share(self) -> float:
        """Principal owed at default, as a share of what was lent in equal principals."""
        n = len(self.default_timing)
        return sum(share * (n - k) / n for k, share in enumerate(self.default_timing))


@dataclass(frozen=True)
class TakeUp:
    """The share of buyers who accept an offer, by its APR as a fraction of one; an assumption."""

    aprs: tuple[float, ...]
    shares: tuple[float, ...]

    def share(self, apr: float) -> float:
        """The share at that APR: straight lines between the points, flat outside them."""
        return float(np.interp(apr, self.aprs, self.shares))


@dataclass(frozen=True)
class PortfolioLimits:
    """How much may be lent in all, and what part of that to one industry; money in cents."""

    open_principal_cents: int
    industry_share: float

    @property
    def industry_cents(self) -> int:
        """The most that may be lent to one industry."""
        return int(self.open_principal_cents * self.industry_share)


@dataclass(frozen=True)
class CheckoutRules:
    """How long an offer stands, how long a purchase may be undone, and how old history may be."""

    offer_valid_hours: int
    refund_window_hours: int
    maximum_history_age_days: int


@dataclass(frozen=True)
class AlternativeCosts:
    """What the buyer's other ways to pay cost: a share of the order, or cents for each order."""

    card_rate: float
    e_check_fee_cents: int
    wire_fee_low_cents: int
    wire_fee_high_cents: int


@dataclass(frozen=True)
class Policy:
    """One version of the policy; `version` is its number and the start of its file's digest."""

    version: str
    number: int
    effective_on: date
    author: str
    reason: str
    default: DefaultDefinition
    eligibility: Eligibility
    limit: LimitRules
    portfolio: PortfolioLimits
    checkout: CheckoutRules
    grey_band_pd: float
    grades: tuple[Grade, ...]
    tiers: tuple[Tier, ...]
    economics: Economics
    take_up: TakeUp
    alternatives: AlternativeCosts

    @property
    def cut_off(self) -> float:
        """The highest PD the policy approves without a person."""
        return self.tiers[-1].pd_up_to

    def tier(self, name: str) -> Tier | None:
        """The tier of that name, if there is one."""
        return next((tier for tier in self.tiers if tier.name == name), None)

    def tier_for(self, pd: float) -> Tier | None:
        """The cheapest tier open to this PD, or None above the cut-off."""
        return next((tier for tier in self.tiers if pd <= tier.pd_up_to), None)

    def grades_for(self, pds: NDArray[np.float64]) -> NDArray[np.str_]:
        """The grade of each PD between 0 and 1."""
        bounds = [grade.pd_up_to for grade in self.grades]
        return np.array([grade.name for grade in self.grades])[np.searchsorted(bounds, pds)]
