"""The repayment schedule: equal principals and a monthly fee on the original principal."""

import calendar
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import pairwise

from pipelines.errors import Refused


@dataclass(frozen=True)
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
    rate k times the *original* principal, rounded half up. Instalment k is due k months after
    funding on the same day of the month, or on the month's last day where it has no such day.

    With `prepay_month` N, month N takes its fee and all principal left, and no later fee is due.
    Raises Refused for an amount below one cent, no or impossible rates, or N outside the term.
    """
    _check(amount_cents, monthly_rates, prepay_month)
    principals = _principals(amount_cents, len(monthly_rates))
    last = prepay_month or len(monthly_rates)
    principals = [*principals[: last - 1], sum(principals[last - 1 :])]
    return Schedule(
        tuple(
            Instalment(number, months_after(funded_on, number), principal, _fee(rate, amount_cents))
            for number, (principal, rate) in enumerate(
                zip(principals, monthly_rates, strict=False), start=1
            )
        )
    )


def months_after(day: date, months: int) -> date:
    """Return the same day `months` later, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last_day = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last_day))


def _principals(amount_cents: int, instalments: int) -> list[int]:
    due = [
        (2 * k * amount_cents + instalments) // (2 * instalments) for k in range(instalments + 1)
    ]
    return [after - before for before, after in pairwise(due)]


def _fee(rate: float, amount_cents: int) -> int:
    """Rate times amount, half up; in decimals, because most rates have no exact float."""
    return int((Decimal(str(rate)) * amount_cents).quantize(Decimal(1), ROUND_HALF_UP))


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
