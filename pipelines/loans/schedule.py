"""The repayment schedule: equal principals and a monthly fee on the original principal."""

import math
from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pipelines.errors import Refused

Cents = TypeVar("Cents", int, NDArray[np.int64])
MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Instalment:
    """One month's payment, in cents; `number` counts from 1."""

    number: int
    due_on: date
    principal_cents: int
    fee_cents: int

    @property
    def payment_cents(self) -> int:
        """What is due: principal and fee."""
        return self.principal_cents + self.fee_cents


@dataclass(frozen=True)
class Schedule:
    """The instalments of one loan, in order of their due dates."""

    instalments: tuple[Instalment, ...]

    @cached_property
    def principal_cents(self) -> int:
        """The amount financed."""
        return sum(i.principal_cents for i in self.instalments)

    @cached_property
    def finance_charge_cents(self) -> int:
        """All fees together."""
        return sum(i.fee_cents for i in self.instalments)

    @property
    def total_cents(self) -> int:
        """Principal and fees together."""
        return self.principal_cents + self.finance_charge_cents

    @cached_property
    def balance_months_cents(self) -> int:
        """Sum over the months of the principal outstanding during the month."""
        return sum(i.number * i.principal_cents for i in self.instalments)


def build_schedule(
    amount_cents: int,
    monthly_rates: Sequence[float],
    funded_on: date,
    *,
    prepay_month: int | None = None,
) -> Schedule:
    """Lay out one instalment a month for each of `monthly_rates`.

    Principal is spread evenly: after k of n instalments k/n of the amount has been due, rounded
    half up to the cent, so no two instalments differ by more than a cent. The fee of month k is
    rate k, as its decimals are written, times the *original* principal, rounded half up. Instalment
    k is due k months after funding on the same day of the month, or on the month's last day where
    it has no such day: after 31 January come the end of February and 31 March.

    With `prepay_month` N, month N takes its fee and all principal left, and no later fee is due.
    Raises Refused for an amount below one cent, no or impossible rates, or N outside the term.
    """
    _check(amount_cents, monthly_rates, prepay_month)
    term = len(monthly_rates)
    shares = exact_rates(tuple(monthly_rates))
    last = prepay_month or term
    due, items = 0, []
    for number in range(1, last + 1):
        owed_by_then = amount_cents if number == last else principal_due(amount_cents, number, term)
        numerator, denominator = shares[number - 1]
        fee = (2 * amount_cents * numerator + denominator) // (2 * denominator)
        items.append(Instalment(number, months_after(funded_on, number), owed_by_then - due, fee))
        due = owed_by_then
    return Schedule(tuple(items))


def months_after(day: date, months: int) -> date:
    """Return the same day `months` later, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last_day = MONTH_DAYS[month]
    if day.day <= last_day:
        return date(year, month + 1, day.day)
    return date(year, month + 1, 29 if month == 1 and isleap(year) else last_day)


def principal_due(amount: Cents, number: int, term: int) -> Cents:
    """What of the principal has been due after that many instalments: number/term, half up."""
    return (2 * number * amount + term) // (2 * term)


@lru_cache(maxsize=1024)
def exact_rates(rates: tuple[float, ...]) -> tuple[tuple[int, int], ...]:
    """Each rate as the fraction that its decimals say, because most rates have no exact float."""
    return tuple(Decimal(str(rate)).as_integer_ratio() for rate in rates)


def _check(amount_cents: int, monthly_rates: Sequence[float], prepay_month: int | None) -> None:
    if not isinstance(amount_cents, int) or amount_cents <= 0:
        raise Refused(f"the amount must be a whole number of cents above 0, not {amount_cents!r}")
    if not monthly_rates:
        raise Refused("a schedule needs a monthly rate for each instalment; none was given")
    for rate in monthly_rates:
        if not (math.isfinite(rate) and 0 <= rate < 1):
            raise Refused(f"a monthly rate must lie between 0 and 1, not {rate!r}")
    if prepay_month is not None and not 1 <= prepay_month <= len(monthly_rates):
        raise Refused(
            f"prepayment month {prepay_month} is outside the term: "
            f"choose a month from 1 to {len(monthly_rates)}"
        )
