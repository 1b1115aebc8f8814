"""A quote: the price of one amount, with or without an applicant behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from pipelines.errors import Refused
from pipelines.loans.apr import actuarial_apr, effective_annual_rate
from pipelines.loans.schedule import Schedule, build_schedule
from pipelines.offers.terms import Policy

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Quote:
    """One priced amount: `tier` is None for rates of no tier; `limit_cents` the most on offer."""

    amount_cents: int
    limit_cents: int
    currency: str
    funded_on: date
    tier: str | None
    monthly_rates: tuple[float, ...]
    schedule: Schedule

    @property
    def finance_charge_cents(self) -> int:
        """All fees of the schedule."""
        return self.schedule.finance_charge_cents

    @property
    def total_cents(self) -> int:
        """All payments of the schedule."""
        return self.schedule.total_cents

    @property
    def average_month_cents(self) -> int:
        """All payments divided by their number, rounded half up."""
        count = len(self.schedule.instalments)
        return (2 * self.total_cents + count) // (2 * count)

    @cached_property
    def apr(self) -> float:
        """Actuarial APR in per cent per year, the month as unit-period."""
        due = [i for i in self.schedule.instalments if i.payment_cents]
        payments = [(i.payment_cents, i.number, 0.0) for i in due]
        return actuarial_apr(
            [(self.amount_cents, 0, 0.0)], payments, unit_periods_per_year=MONTHS_A_YEAR
        )

    @property
    def effective_annual_rate(self) -> float:
        """The APR compounded monthly, in per cent per year."""
        return effective_annual_rate(self.apr, unit_periods_per_year=MONTHS_A_YEAR)

    def prepaid(self, month: int) -> "Quote":
        """The same quote paid off in `month`."""
        schedule = build_schedule(
            self.amount_cents, self.monthly_rates, self.funded_on, prepay_month=month
        )
        return replace(self, schedule=schedule)

    def to_json(self) -> dict[str, Any]:
        """Return the quote in the shape of `quote --json`; money in units of the currency."""
        return {
            "decision": "quote",
            "limit": major_units(self.limit_cents),
            "tier": self.tier,
            "monthly_rates": list(self.monthly_rates),
            **self.price_json(),
            "reasons": [],
        }

    def price_json(self) -> dict[str, Any]:
        """The part of the shape that quotes and offers share."""
        return {
            "schedule": [
                {
                    "number": i.number,
                    "due_on": i.due_on.isoformat(),
                    "principal": major_units(i.principal_cents),
                    "fee": major_units(i.fee_cents),
                    "payment": major_units(i.payment_cents),
                }
                for i in self.schedule.instalments
            ],
            "finance_charge": major_units(self.finance_charge_cents),
            "total": major_units(self.total_cents),
            "apr": round(self.apr, 4),
            "effective_annual_rate": round(self.effective_annual_rate, 4),
            "average_month": major_units(self.average_month_cents),
            "amount": major_units(self.amount_cents),
            "currency": self.currency,
        }


def build_quote(
    policy: Policy,
    amount_cents: int,
    terms: str | Sequence[float],
    funded_on: date,
    *,
    prepay_month: int | None = None,
    currency: str = "USD",
) -> Quote:
    """Price `amount_cents` at a tier's name or at a vector of monthly rates.

    Raises Refused for an amount the policy does not finance, a tier it does not have, impossible
    rates or a prepayment month outside the term.
    """
    check_amount(amount_cents, policy)
    name, rates = _rates(policy, terms)
    schedule = build_schedule(amount_cents, rates, funded_on, prepay_month=prepay_month)
    return Quote(amount_cents, policy.limit.cap_cents, currency, funded_on, name, rates, schedule)


def parse_amount(text: str, policy: Policy) -> int:
    """Read an amount in units of currency and return cents.

    Raises Refused when it is no number, has more than two decimals or is not financed.
    """
    try:
        amount = Decimal(text.strip())
    except InvalidOperation as error:
        raise Refused(f"{text!r} is not an amount: give a number such as 30000") from error
    if not amount.is_finite():
        raise Refused(f"{text!r} is not an amount: give a number such as 30000")
    if amount <= 0:
        raise Refused(f"the amount must be above 0, not {text.strip()}")
    if amount > Decimal(policy.limit.cap_cents) / 100:
        raise _above_cap(policy)
    if amount % Decimal("0.01"):
        raise Refused(f"the amount {text.strip()} has more than two decimals: give whole cents")
    cents = int(amount * 100)
    check_amount(cents, policy)
    return cents


def check_amount(amount_cents: int, policy: Policy) -> None:
    """Refuse an amount in cents that the policy does not finance."""
    if amount_cents <= 0:
        raise Refused(f"the amount must be above 0, not {major_units(amount_cents):,.2f}")
    if amount_cents < policy.limit.minimum_cents:
        raise Refused(
            f"the amount {major_units(amount_cents):,.2f} is below the smallest we finance: "
            f"give at least {major_units(policy.limit.minimum_cents):,.2f}"
        )
    if amount_cents > policy.limit.cap_cents:
        raise _above_cap(policy)


def major_units(cents: int) -> float:
    """Cents as units of currency, for display."""
    return cents / 100


def _above_cap(policy: Policy) -> Refused:
    cap = major_units(policy.limit.cap_cents)
    return Refused(f"the amount is above the cap: give at most {cap:,.2f}")


def _rates(policy: Policy, terms: str | Sequence[float]) -> tuple[str | None, tuple[float, ...]]:
    if not isinstance(terms, str):
        return None, tuple(terms)
    tier = policy.tier(terms)
    if tier is None:
        names = ", ".join(tier.name for tier in policy.tiers)
        raise Refused(f"there is no tier {terms!r}: choose one of {names}")
    return tier.name, tier.monthly_rates
