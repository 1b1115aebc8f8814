"""A feature's value in words: the format follows the unit its catalogue entry states."""

import math

from dashboard import formats

DECISIONS = {
    "refer": "Needs a person",
    "counter-offer": "Counter-offer",
    "approve": "Approve",
    "decline": "Decline",
    "accept": "Accepted by the buyer",
}
"""What each decision is called on a page."""


def feed_name(feed: str) -> str:
    """A feed as a sentence calls it: `bank entries`."""
    return "bank entries" if feed == "bank" else feed


def named(text: str) -> str:
    """An industry, region or other category as a page writes it: `Auto parts`."""
    return f"{text[:1].upper()}{text[1:]}"


def value(amount: float | str | None, unit: str, currency: str) -> str:
    """`CN¥1.20m`, `4.6 %`, `12 days`, `1.35`; a missing value is said to be missing."""
    if amount is None or (isinstance(amount, float) and math.isnan(amount)):
        return "missing"
    if isinstance(amount, str):
        return amount
    written = {
        "money": lambda: formats.money(amount, currency),
        "share": lambda: formats.rate(amount),
        "days": lambda: f"{formats.count(amount)} {'day' if amount == 1 else 'days'}",
        "ratio": lambda: f"{amount:,.2f}",
    }
    if unit in written:
        return written[unit]()
    return formats.count(amount) if float(amount).is_integer() else f"{amount:,.2f}"
