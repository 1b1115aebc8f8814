"""The offers each applicant could be made, and what each is expected to earn, lend and lose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipelines.errors import Refused
from pipelines.loans import build_schedule
from pipelines.offers import Policy
from pipelines.offers.economics import margin
from pipelines.offers.quote import Quote

Floats = NDArray[np.float64]
UNIT_CENTS = 10_000_000
"""The amount at which a price is worked out; a cent of rounding is nothing beside it."""


@dataclass(frozen=True)
class Price:
    """A price for one unit of principal, accepted: `certain` - PD x `at_default` is its profit.

    `rate` is the APR or yearly rate as a fraction of one; `loss_at_default` the part of what a
    default costs that is principal.
    """

    name: str
    rate: float
    certain: float
    at_default: float
    loss_at_default: float


@dataclass(frozen=True)
class Menu:
    """Lines of offers, the same for all: applicants down, lines across, a line's ends last.

    A line is a price, and an amount (one end) or a range of amounts (two ends, any amount between
    them may be lent). `amount` is in cents, NaN where an applicant has no such line; `profit`,
    `lent` and `loss` are expected over take-up and default, in cents. `take_up` is per line.
    """

    prices: tuple[Price, ...]
    price_of_line: NDArray[np.int64]
    amount: Floats
    take_up: Floats
    profit: Floats
    loss: Floats

    @cached_property
    def lent(self) -> Floats:
        """Principal expected to be taken up, in cents."""
        return self.amount * self.take_up[:, :, None]

    @property
    def applicants(self) -> int:
        """How many there are."""
        return len(self.amount)

    @property
    def is_range(self) -> bool:
        """Whether a line is a range of amounts."""
        return self.amount.shape[2] == 2


def prices_of_policy(policy: Policy) -> tuple[Price, ...]:
    """The policy's tiers as prices, by the schedule and economics that decide an offer's profit."""
    return tuple(_tier_price(policy, tier.name, tier.monthly_rates) for tier in policy.tiers)


def stepped_menu(
    pd: Floats, most_cents: Floats, take_up: Floats, prices: Sequence[Price],
    shares: Sequence[float], *, step_cents: int, least_cents: int,
) -> Menu:  # fmt: skip
    """Each price at each share of what an applicant may have at most, rounded down to a step.

    `take_up` has a row for each applicant and a column for each price. Amounts below `least_cents`
    are no offers.
    """
    _check(pd, take_up, prices)
    amount = np.floor(np.outer(most_cents, shares) / step_cents) * step_cents
    amount[amount < max(least_cents, step_cents)] = np.nan
    return _menu(pd, np.tile(amount, len(prices))[:, :, None], take_up, prices, len(shares))


def ranged_menu(
    pd: Floats, take_up: Floats, prices: Sequence[Price], *, least_cents: int, most_cents: int
) -> Menu:
    """Each price for any amount between the least and the most, the same for all applicants."""
    _check(pd, take_up, prices)
    if not 0 < least_cents <= most_cents:
        raise Refused(f"the least amount must be above 0 and at most {most_cents / 100:,.2f}")
    ends = np.array([least_cents, most_cents], dtype=float)
    return _menu(pd, np.broadcast_to(ends, (len(pd), len(prices), 2)), take_up, prices, 1)


def _menu(pd: Floats, amount: Floats, take_up: Floats, prices: Sequence[Price], steps: int) -> Menu:
    """The offers' expectations; lines are grouped by price, `steps` lines each."""
    price_of_line = np.repeat(np.arange(len(prices)), steps)

    def of_line(field: str) -> Floats:
        return np.array([getattr(price, field) for price in prices])[price_of_line]

    taken = take_up[:, price_of_line]
    earned = of_line("certain") - pd[:, None] * of_line("at_default")
    lost = pd[:, None] * of_line("loss_at_default")
    return Menu(
        prices=tuple(prices),
        price_of_line=price_of_line,
        amount=np.asarray(amount, dtype=float),
        take_up=taken,
        profit=amount * (taken * earned)[:, :, None],
        loss=amount * (taken * lost)[:, :, None],
    )


def _check(pd: Floats, take_up: Floats, prices: Sequence[Price]) -> None:
    if not len(pd):
        raise Refused("there are no applicants to make offers to: score applications first")
    if not prices:
        raise Refused("there are no prices to offer: add a tier or a rate")
    if take_up.shape != (len(pd), len(prices)):
        raise ValueError(f"take-up is {take_up.shape}, not {(len(pd), len(prices))}")
    if not ((pd >= 0) & (pd <= 1)).all():
        raise Refused("a PD lies outside 0 to 1: score the book again")


def _tier_price(policy: Policy, name: str, rates: tuple[float, ...]) -> Price:
    schedule = build_schedule(UNIT_CENTS, rates, date(2026, 1, 1))
    found = margin(schedule, policy.economics)
    quote = Quote(UNIT_CENTS, UNIT_CENTS, "", date(2026, 1, 1), name, rates, schedule)
    return Price(
        name=name,
        rate=quote.apr / 100,
        certain=found.certain_cents / UNIT_CENTS,
        at_default=found.at_default_cents / UNIT_CENTS,
        loss_at_default=found.loss_at_default_cents / UNIT_CENTS,
    )
