"""What a lender knew of a merchant at the end of the day before an application."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from tests.features.reference.book import Application, Book

Number = int | float | Fraction


class Seen(NamedTuple):
    """An event and how many days before the application's day it became known: 1 or more."""

    age: int
    event: Any


@dataclass(frozen=True)
class Past:
    """One application and what was known on an earlier day than its own.

    `sales`, `purchases` and `bank` are of its merchant, `market` is the sales feed of all of them.
    """

    application: Application
    cut: date
    sales: list[Seen]
    purchases: list[Seen]
    bank: list[Seen]
    market: list[Seen]


def past_of(book: Book, application: Application) -> Past:
    """The past of one application of the book."""
    cut, merchant = application.applied_at.date(), application.merchant_id
    market = known(book.sales, cut)
    return Past(
        application=application,
        cut=cut,
        sales=[seen for seen in market if seen.event.merchant_id == merchant],
        purchases=[s for s in known(book.purchases, cut) if s.event.merchant_id == merchant],
        bank=[seen for seen in known(book.bank, cut) if seen.event.merchant_id == merchant],
        market=market,
    )


def known(events: Iterable[Any], cut: date) -> list[Seen]:
    """The events that became known on a day before `cut`."""
    aged = (Seen((cut - event.known_at.date()).days, event) for event in events)
    return [seen for seen in aged if seen.age >= 1]


def of_kind(feed: Iterable[Seen], kind: str) -> list[Seen]:
    """The events of one kind."""
    return [seen for seen in feed if seen.event.kind == kind]


def within(feed: Iterable[Seen], far: int, near: int = 0) -> list[Seen]:
    """The events of the `far` days before the application that are not of the `near` last ones."""
    return [seen for seen in feed if near < seen.age <= far]


def cents(feed: Iterable[Seen]) -> int:
    """The sum of their amounts."""
    return sum(seen.event.amount_cents for seen in feed)


def nearest(feed: Iterable[Seen]) -> int | None:
    """Days since the last of them."""
    return min((seen.age for seen in feed), default=None)


def furthest(feed: Iterable[Seen]) -> int | None:
    """Days since the first of them."""
    return max((seen.age for seen in feed), default=None)


def active_days(feed: Iterable[Seen]) -> int:
    """The number of days with any of them."""
    return len({seen.age for seen in feed})


def parties(feed: Iterable[Seen], name: str) -> dict[str, list[Seen]]:
    """The events by the party that they name under `name`; those that name none are left out."""
    found: dict[str, list[Seen]] = {}
    for seen in feed:
        party = getattr(seen.event, name)
        if party is not None:
            found.setdefault(party, []).append(seen)
    return found


def over(value: Number | None, base: Number | None) -> Fraction | None:
    """`value` over `base`; missing where either is, or the base is zero."""
    if value is None or base is None or base == 0:
        return None
    return Fraction(value) / Fraction(base)


def units(amount_cents: int) -> int:
    """Whole currency units, rounded down."""
    return amount_cents // 100


def concentration(amounts: Sequence[int]) -> Fraction | None:
    """The Herfindahl-Hirschman index of amounts in whole currency units."""
    whole = [units(amount) for amount in amounts]
    return over(sum(amount * amount for amount in whole), sum(whole) ** 2)


def variation(values: Sequence[int]) -> float | None:
    """Standard deviation over mean; missing where the mean is zero."""
    if not sum(values):
        return None
    mean = Fraction(sum(values), len(values))
    variance = sum((value - mean) ** 2 for value in values) / len(values)
    return float(variance) ** 0.5 / float(mean)
