"""How numbers, dates and money read everywhere: one format each."""

import math
import re
from datetime import date, datetime

import pandas

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "CNY": "CN¥", "JPY": "JP¥", "BRL": "R$"}
NO_VALUE = "–"
COMPACT_FROM_CENTS = 1_000_000_00


def symbol(currency: str) -> str:
    """The sign written before an amount; the code itself where no sign is unambiguous."""
    return SYMBOLS.get(currency, f"{currency}\u00a0")


def money(cents: float | None, currency: str) -> str:
    """An amount in whole units, compact above a million: `$12,345`, `$1.24m`, `-€3.1bn`."""
    if cents is None or math.isnan(cents):
        return NO_VALUE
    sign = "-" if cents < 0 else ""
    return f"{sign}{symbol(currency)}{_magnitude(abs(cents))}"


def _magnitude(cents: float) -> str:
    if cents >= COMPACT_FROM_CENTS:
        return _compact(cents / 100)
    if 0 < cents < 100_00 and cents % 100:
        return f"{cents / 100:,.2f}"
    return f"{cents / 100:,.0f}"


def _compact(units: float) -> str:
    if units >= 999_500_000:
        return f"{units / 1e9:,.2f}bn"
    return f"{units / 1e6:,.{2 if units < 99.95e6 else 0}f}m"


def exact_money(cents: float | None, currency: str) -> str:
    """An amount to the cent, as on a schedule: `$5,062.50`."""
    if cents is None or math.isnan(cents):
        return NO_VALUE
    return f"{'-' if cents < 0 else ''}{symbol(currency)}{abs(cents) / 100:,.2f}"


def rate(share: float | None, digits: int = 1) -> str:
    """A share as a percentage with one decimal, or as many as its first digit needs.

    0.0463 reads `4.6 %` and 0.0004 reads `0.04 %`: a small rate is never shown as nothing.
    """
    if share is None or math.isnan(share):
        return NO_VALUE
    percent = abs(share) * 100
    if 0 < percent < 10**-digits:
        digits = min(8, -math.floor(math.log10(percent)))
    text = f"{share * 100:.{digits}f}"
    return f"{text}\u00a0%"


def pd(probability: float | None) -> str:
    """A probability of default with two decimals: `3.12 %`."""
    return rate(probability, 2)


def points(change: float | None) -> str:
    """A change between two shares in percentage points, signed: `+1.5 pp`."""
    return NO_VALUE if change is None or math.isnan(change) else f"{change * 100:+.1f}\u00a0pp"


def change(now: float, before: float | None) -> str | None:
    """A relative change, signed: `+5.9 %`; None where there is nothing to compare with."""
    return f"{now / before - 1:+.1%}".replace("%", "\u00a0%") if before else None


def count(number: float | None) -> str:
    """A count with thousands: `493,319`."""
    return NO_VALUE if number is None or math.isnan(number) else f"{number:,.0f}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """A count with its noun: `1 loan`, `425 applications`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def day(value: date | datetime | None) -> str:
    """A date as `30 Sep 2019`."""
    return NO_VALUE if value is None or pandas.isna(value) else f"{value.day} {value:%b %Y}"


def month(value: date | datetime | None) -> str:
    """A month as `Sep 2019`."""
    return NO_VALUE if value is None or pandas.isna(value) else f"{value:%b %Y}"


def moment(value: datetime | None) -> str:
    """A point in time, UTC, as `30 Sep 2019, 14:05 UTC`."""
    return NO_VALUE if value is None or pandas.isna(value) else f"{day(value)}, {value:%H:%M} UTC"


def markdown(text: str) -> str:
    """Text made safe for Markdown: names with stars stay as they are, dollars make no formula."""
    return re.sub(r"([\\`*_\[\]~$<>#|])", r"\\\1", text)
