"""How one loan stands at the end of a day, from its terms and what was known of it by then."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from tests.features.reference.book import Loan, LoanEvent


@dataclass(frozen=True)
class Instalment:
    """What falls due on a day, and all that has fallen due by then."""

    due_on: date
    fee_cents: int
    due_by_then_cents: int


@dataclass
class History:
    """A loan and all of its events, known or not."""

    loan: Loan
    events: list[LoanEvent]

    @cached_property
    def funded_on(self) -> date:
        return self.loan.funded_at.date()

    @cached_property
    def schedule(self) -> list[Instalment]:
        """After k of n instalments k/n of the principal has been due, half cents rounded up."""
        listed, fees, months = [], 0, len(self.loan.monthly_rates)
        for number, rate in enumerate(self.loan.monthly_rates, start=1):
            fee = half_up(Decimal(str(rate)) * self.loan.principal_cents)
            fees += fee
            principal = half_up(Decimal(number * self.loan.principal_cents) / months)
            listed.append(Instalment(months_later(self.funded_on, number), fee, principal + fees))
        return listed

    def cash(self, day: date) -> int:
        """Payments and refunds known by the end of `day`."""
        return sum(
            event.amount_cents
            for event in self.events
            if event.kind in {"payment", "refund"} and event.known_at.date() <= day
        )

    def billed_fees(self, day: date) -> int:
        return sum(part.fee_cents for part in self.schedule if part.due_on <= day)

    def is_charged_off(self, day: date) -> bool:
        return any(e.kind == "charge_off" and e.known_at.date() <= day for e in self.events)

    @cached_property
    def paid_on(self) -> date | None:
        """The first day on which cash covered the principal and the fees billed so far."""
        days = {event.known_at.date() for event in self.events} | {self.funded_on}
        covered = (
            day
            for day in days
            if day >= self.funded_on
            and self.cash(day) >= self.loan.principal_cents + self.billed_fees(day)
        )
        return min(covered, default=None)

    def is_paid(self, day: date) -> bool:
        return self.paid_on is not None and self.paid_on <= day

    def is_open(self, day: date) -> bool:
        return not self.is_paid(day) and not self.is_charged_off(day)

    def owed(self, day: date) -> int:
        """Principal and billed fees less cash, at most the principal; 0 once it is closed."""
        if not self.is_open(day):
            return 0
        left = self.loan.principal_cents + self.billed_fees(day) - self.cash(day)
        return min(self.loan.principal_cents, left)

    def days_past_due(self, day: date) -> int:
        """Days from the due day of the oldest instalment unpaid at the end of the day before."""
        eve = day - timedelta(days=1)
        if not self.is_open(eve):
            return 0
        cash = self.cash(eve)
        late = (p for p in self.schedule if p.due_on <= eve and p.due_by_then_cents > cash)
        return max(((day - part.due_on).days for part in late), default=0)

    def worst_days_past_due(self, day: date) -> int:
        """The most `days_past_due` on any day since funding up to `day`."""
        age = (day - self.funded_on).days
        days = (day - timedelta(days=back) for back in range(age))
        return max(map(self.days_past_due, days), default=0)


def half_up(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
