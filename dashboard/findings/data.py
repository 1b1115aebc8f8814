"""What the Data page says about the imports and the coverage of the feeds."""

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard import formats
from dashboard.values import feed_name


def accounted(read: int, loaded: int, duplicate: int, quarantined: int) -> str:
    """Where the rows read went, and whether that adds up."""
    parts = (
        f"{formats.count(read)} rows read = {formats.count(loaded)} loaded "
        f"+ {formats.count(duplicate)} duplicate + {formats.count(quarantined)} quarantined"
    )
    if read != loaded + duplicate + quarantined:
        missing = formats.plural(abs(read - loaded - duplicate - quarantined), "row")
        return f"The imports do not add up by {missing}: {parts}."
    if not quarantined:
        return f"Every row is accounted for and none had to be kept out: {parts}."
    share = formats.rate(quarantined / read, 2)
    return f"Every row is accounted for; {share} could not be loaded: {parts}."


def covered(spans: Mapping[str, tuple[date, date, Sequence[date]]], absent: Sequence[str]) -> str:
    """From when to when each feed runs, which months it misses, and which feeds are not there.

    `spans` holds first month, last month and months without an event for each feed.
    """
    parts = [_span(feed, *span) for feed, span in spans.items()]
    text = "; ".join(parts)
    text = f"{text[:1].upper()}{text[1:]}." if text else "No feed holds an event."
    if absent:
        names = ", ".join(map(feed_name, absent))
        text += f" Not in this book: {names}; their features are missing, not zero."
    return text


def _span(feed: str, first: date, last: date, gaps: Sequence[date]) -> str:
    name = feed_name(feed)
    run = f"{name} run from {formats.month(first)} to {formats.month(last)}"
    if first == last:
        run = f"{name} all fall in {formats.month(first)}"
    if not gaps:
        return run
    named = ", ".join(formats.month(month) for month in gaps[:3])
    more = f" and {len(gaps) - 3} more" if len(gaps) > 3 else ""
    return f"{run} with nothing in {named}{more}"
