"""Calendar dates as unit-periods, by 12 CFR 1026, Appendix J, (b)(3) to (b)(5)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from pipelines.loans.apr import actuarial_apr
from pipelines.loans.schedule import months_after

Kind = Literal["day", "week", "semimonth", "month", "year"]
DatedAmount = tuple[date, float]

DAYS = {"day": 1, "week": 7, "semimonth": 15, "month": 30, "year": 365}
A_YEAR = {"day": 365, "week": 52, "semimonth": 24, "month": 12, "year": 1}
LAST_DAY = 31


@dataclass(frozen=True)
class UnitPeriod:
    """The common period of a transaction: so many days, weeks or months, a semimonth or a year."""

    kind: Kind
    multiple: int = 1

    @property
    def per_year(self) -> float:
        """Unit-periods in a year, (b)(5)(ii) to (v)."""
        return A_YEAR[self.kind] / self.multiple

    @property
    def days(self) -> int:
        """Its length with months of 30 days, by which periods are told longer and shorter."""
        return DAYS[self.kind] * self.multiple


STANDARD = (
    UnitPeriod("day"),
    *(UnitPeriod("week", weeks) for weeks in range(1, 53)),
    UnitPeriod("semimonth"),
    *(UnitPeriod("month", months) for months in range(1, 12)),
    UnitPeriod("year"),
)


def apr_of_dates(advances: Sequence[DatedAmount], payments: Sequence[DatedAmount]) -> float:
    """Return the APR in per cent per year of amounts on calendar dates.

    Each flow is `(date, amount)`. The unit-period is the one that `unit_period` finds; times count
    from the first advance. Raises ValueError as `actuarial_apr` does.
    """
    if not advances or not payments:
        raise ValueError("there is no advance" if not advances else "there is no payment")
    start = min(day for day, _ in advances)
    if min(day for day, _ in payments) < start:
        raise ValueError("the first payment comes before the first advance")
    lent, paid = [day for day, _ in advances], [day for day, _ in payments]
    if len(set(lent)) == len(set(paid)) == 1:
        return _single_payment_apr(start, paid[0], advances, payments)
    unit, month_day = unit_period(lent, paid), _month_day(start, paid)

    def timed(flows: Sequence[DatedAmount]) -> list[tuple[float, int, float]]:
        return [(amount, *periods_between(start, day, unit, month_day)) for day, amount in flows]

    return actuarial_apr(timed(advances), timed(payments), unit_periods_per_year=unit.per_year)


def unit_period(advances: Iterable[date], payments: Iterable[date]) -> UnitPeriod:
    """The period that occurs most often, and more than once, the shorter of equals: (b)(4).

    Where none occurs twice it is the standard interval nearest to the mean of all. Periods run
    from the first advance, between advances and between payments.
    """
    lent, paid = sorted(set(advances)), sorted(set(payments))
    start = lent[0]
    due = [start, *(day for day in paid if day > start)]
    periods = [*pairwise(lent), *pairwise(due)]
    month_day = _month_day(start, paid)
    if _twice_a_month(paid):
        return UnitPeriod("semimonth")
    found = Counter(unit for period in periods for unit in _lengths(*period, month_day))
    common = [unit for unit, times in found.items() if times > 1 and unit.days <= DAYS["year"]]
    if common:
        return min(common, key=lambda unit: (-found[unit], unit.days, unit.kind == "day"))
    mean = sum((later - earlier).days for earlier, later in periods) / len(periods)
    return min(STANDARD, key=lambda unit: (abs(unit.days - mean), unit.days))


def periods_between(
    earlier: date, later: date, unit: UnitPeriod, month_day: int | None = None
) -> tuple[int, float]:
    """Whole unit-periods and the odd fraction between two dates: (b)(5).

    Whole months are counted back from the later date; `month_day` is the day of the month that the
    payments keep to, so that one on 28 February is a month before one on 31 March.
    """
    if unit.kind in ("day", "week"):
        whole, days = divmod((later - earlier).days, unit.days)
        return whole, days / unit.days
    months = _months_back(earlier, later, month_day)
    odd = (_back(later, months, month_day) - earlier).days
    if unit.kind == "year":
        years, left = divmod(months, 12)
        whole_months = odd == 0
        odd_days = (_back(later, 12 * years, month_day) - earlier).days
        return _carried(years, left / 12 if whole_months else odd_days / 365)
    if unit.multiple == 1 and unit.kind == "month":
        return _carried(months, odd / 30)
    whole, days = divmod(30 * months + odd, unit.days)
    return whole, days / unit.days


def _single_payment_apr(
    start: date, end: date, advances: Sequence[DatedAmount], payments: Sequence[DatedAmount]
) -> float:
    """One advance and one payment: the term is the unit-period up to a year, (b)(5)(v) to (vii)."""
    day = _month_day(start, [end])
    months = _months_back(start, end, day)
    if months >= 12:
        whole, odd = periods_between(start, end, UnitPeriod("year"), day)
        per_year = 1.0
    else:
        whole, odd = 1, 0.0
        exact = _back(end, months, day) == start
        per_year = 12 / months if months and exact else 365 / max((end - start).days, 1)
    return actuarial_apr(
        [(sum(amount for _, amount in advances), 0, 0.0)],
        [(sum(amount for _, amount in payments), whole, odd)],
        unit_periods_per_year=per_year,
    )


def _lengths(earlier: date, later: date, month_day: int) -> list[UnitPeriod]:
    """The names that one period goes by: days or weeks, and months where it is whole ones."""
    days = (later - earlier).days
    named = [UnitPeriod("week", days // 7) if days % 7 == 0 else UnitPeriod("day", days)]
    months = _months_back(earlier, later, month_day)
    if months and _back(later, months, month_day) == earlier:
        named.append(UnitPeriod("year") if months == 12 else UnitPeriod("month", months))
    return named


def _twice_a_month(days: Sequence[date]) -> bool:
    """Whether each date is about half a month after the one before, and a month after the next."""
    if len(days) < 3 or not all(13 <= (b - a).days <= 18 for a, b in pairwise(days)):
        return False
    latest = max(day.day for day in days)
    pairs = zip(days[:-2], days[2:], strict=True)
    return all(_back(later, 1, latest) == earlier for earlier, later in pairs)


def _month_day(start: date, payments: Iterable[date]) -> int:
    """The day of the month that the payments keep to, shortened in the months that lack it."""
    paid = list(payments)
    latest = max(day.day for day in paid)
    if start.day > latest and all(_shortened(day, start.day) == day for day in paid):
        return start.day
    return latest


def _months_back(earlier: date, later: date, month_day: int | None) -> int:
    months = 12 * (later.year - earlier.year) + later.month - earlier.month
    return months - (_back(later, months, month_day) < earlier)


def _back(day: date, months: int, month_day: int | None) -> date:
    """The date so many months before, on the day of the month that the payments keep to."""
    moved = months_after(day, -months)
    if month_day is None or _shortened(day, month_day) != day:
        return moved
    return _shortened(moved, month_day)


def _shortened(day: date, month_day: int) -> date:
    """That day of the date's month, or the month's last where it has no such day."""
    return months_after(date(2000, 1, month_day), 12 * (day.year - 2000) + day.month - 1)


def _carried(whole: int, odd: float) -> tuple[int, float]:
    """An odd fraction of one and more, as of 30 days in a month of 31, counts as a period."""
    return (whole + 1, odd - 1) if odd >= 1 else (whole, odd)
