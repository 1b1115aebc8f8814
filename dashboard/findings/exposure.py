"""What the tab Concentration says: the names, the limits and the map."""

from collections.abc import Sequence

from dashboard import formats
from dashboard.charts.limits import described
from dashboard.values import named
from pipelines.portfolio import ConcentrationMonth, LimitState, MapCell

YEAR = 12
MATERIAL = 0.10


def pressing(states: Sequence[LimitState], currency: str) -> str:
    """Which limits are breached or near, or which is used most."""
    urgent = [one for one in states if one.state in ("breached", "near")]
    if urgent:
        text = "; ".join(f"{verb(one)}: {described(one, currency)}" for one in urgent)
        return f"{text}."
    measured = [one for one in states if one.used is not None]
    if not measured:
        return "No limit can be measured on this book."
    top = max(measured, key=lambda one: one.used or 0.0)
    return (
        f"No limit is breached or near; the most used is {_lower(top.name)} at "
        f"{formats.rate(top.used, 0)} of its limit."
    )


def unmeasured(states: Sequence[LimitState]) -> str:
    """The limits that this book gives nothing to measure on; empty where there are none."""
    missing = [_lower(one.name) for one in states if one.state == "unknown"]
    return f"Not measurable on this book: {', '.join(missing)}." if missing else ""


def mapped(cells: Sequence[MapCell]) -> str:
    """The largest cell of the map and who stands in it."""
    if not cells:
        return "Nothing is owed."
    top = cells[0]
    return (
        f"The largest of {formats.count(len(cells))} pairs of industry and region is "
        f"{_lower(top.industry)} in {top.region}: {formats.rate(top.share)} of the book from "
        f"{formats.plural(top.merchants, 'merchant')}."
    )


def trending(months: Sequence[ConcentrationMonth]) -> str:
    """Whether the names' concentration moved by a tenth or more over a year."""
    names = [month for month in months if month.dimension == "merchant"]
    if len(names) <= YEAR:
        return "The book is too young to compare its concentration with a year before."
    now, then = names[-1], names[-1 - YEAR]
    change = now.effective_number / then.effective_number - 1
    text = (
        f"By name the book is as concentrated as {formats.count(now.effective_number)} equal "
        f"merchants, {formats.count(then.effective_number)} a year before"
    )
    if abs(change) < MATERIAL:
        return f"{text}: little changed."
    return f"{text}: {'more spread' if change > 0 else 'more concentrated'}."


def verb(one: LimitState) -> str:
    """Which limit it is and where it stands: `Net charge-off is near its limit`."""
    return (
        f"{named(one.name)} is {'over its limit' if one.state == 'breached' else 'near its limit'}"
    )


def _lower(text: str) -> str:
    return text if text[:2].isupper() or text[:1].isdigit() else f"{text[:1].lower()}{text[1:]}"
