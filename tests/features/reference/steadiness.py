"""Activity, tenure, and how steady a merchant's sales are over weeks, months, days and weekdays."""

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from tests.features.reference.book import Merchant
from tests.features.reference.past import (
    Past,
    Seen,
    active_days,
    cents,
    furthest,
    nearest,
    of_kind,
    over,
    units,
    variation,
    within,
)

SATURDAY = 5


def steadiness_features(past: Past) -> dict[str, Any]:
    """Activity and volatility; none where no sales event is known."""
    if not past.sales:
        return {}
    return {**_activity(past), **_weeks(past), **_days_and_months(past), **_weekdays(past)}


def tenure_features(past: Past, merchants: Sequence[Merchant]) -> dict[str, Any]:
    """How long the merchant has sold, been on the marketplace, and been in business."""
    own = next((m for m in merchants if m.merchant_id == past.application.merchant_id), None)
    return {
        "tenure_days": furthest(of_kind(past.sales, "sale")),
        "days_since_joined": _days_since(own.joined_on, past.cut) if own else None,
        "business_age_days": _days_since(own.founded_on, past.cut) if own else None,
    }


def months_of(sales: Sequence[Seen]) -> list[int]:
    """Sales of the 30-day months before the application: the whole ones since the first sale.

    Twelve at most and one at least, that one even if it is not whole.
    """
    tenure = furthest(sales)
    if tenure is None:
        return []
    count = min(12, max(1, tenure // 30))
    return [cents(within(sales, 30 * month + 30, 30 * month)) for month in range(count)]


def monthly_sales(past: Past) -> Fraction | None:
    """Mean monthly sales: those of the last 365 days over the number of `months_of`."""
    sales = of_kind(past.sales, "sale")
    return over(cents(within(sales, 365)), len(months_of(sales)))


def _activity(past: Past) -> dict[str, Any]:
    sales = of_kind(past.sales, "sale")
    silence, tenure = nearest(sales), furthest(sales)
    ages = sorted({seen.age for seen in within(sales, 365)})
    gaps = [older - newer for newer, older in pairwise(ages)]
    days = min(90, tenure) if tenure else None
    return {
        "days_since_last_sale": silence,
        **{f"active_days_{d}d": active_days(within(sales, d)) for d in (7, 30, 90, 180, 365)},
        "idle_day_share_90d": 1 - Fraction(active_days(within(sales, 90)), days) if days else None,
        "longest_gap_days": max([*gaps, silence]) if ages else None,
        "silence_against_usual": over(silence * len(gaps), sum(gaps)) if len(ages) >= 3 else None,
    }


def _weeks(past: Past) -> dict[str, Any]:
    sales = of_kind(past.sales, "sale")
    count = min(52, (furthest(sales) or 0) // 7)
    weeks = [within(sales, 7 * week + 7, 7 * week) for week in range(count)]
    sums = [units(cents(week)) for week in weeks]
    idle = sum(1 for week in weeks if not week)
    return {
        "weekly_variation": variation(sums) if count >= 8 else None,
        "weekly_variation_13w": variation(sums[:13]) if count >= 13 else None,
        "idle_week_share": over(idle, count) if count >= 8 else None,
    }


def _days_and_months(past: Past) -> dict[str, Any]:
    sales = of_kind(past.sales, "sale")
    months = [units(month) for month in months_of(sales)]
    days = [cents(within(sales, day + 1, day)) for day in range(90)]
    is_old = (furthest(sales) or 0) >= 90
    return {
        "monthly_variation": variation(months) if len(months) >= 3 else None,
        "daily_variation_90d": variation([units(day) for day in days]) if is_old else None,
        "largest_day_share_90d": over(max(days), sum(days)),
    }


def _weekdays(past: Past) -> dict[str, Any]:
    year = within(of_kind(past.sales, "sale"), 365)
    weekdays = Counter((past.cut - timedelta(days=seen.age)).weekday() for seen in year)
    weekend = weekdays[SATURDAY] + weekdays[SATURDAY + 1]
    shares = [count / len(year) for count in weekdays.values() if count]
    entropy = -sum(share * math.log(share) for share in shares) / math.log(7)
    return {
        "weekday_entropy": entropy if year else None,
        "weekend_share": over(weekend, len(year)),
    }


def _days_since(day: date | None, cut: date) -> int | None:
    return (cut - day).days if day is not None and day < cut else None
