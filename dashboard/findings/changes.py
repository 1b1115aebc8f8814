"""What Overview says about the change since the month-end before: how much, why, and who."""

from collections.abc import Iterator

from dashboard import formats
from dashboard.values import named
from pipelines.portfolio.changes import BookChanges, Contributor, FigureChange
from pipelines.portfolio.changes.words import NAMES, in_words

TOLD, SMALL_PART = 2, 0.1
"""A sentence has the two largest causes, none below this part of the first; the chart has all."""


def moved(found: FigureChange, currency: str) -> str:
    """How the figure moved: `30+ DPD rose 0.9 pp to 3.4 %`."""
    name, now = NAMES[found.figure], _level(found, currency)
    size = amount(found, abs(found.change), currency).lstrip("+")
    if found.change == 0:
        return f"{name} stayed at {now}"
    return f"{name} {'rose' if found.change > 0 else 'fell'} {size} to {now}"


def why(found: FigureChange, currency: str) -> str:
    """Its causes, the largest first, each with what it added or took away."""
    if found.figure == "outstanding":
        return ", ".join(
            f"{cause.name} {formats.money(abs(cause.amount), currency)}" for cause in found.causes
        )
    told = sorted(found.causes, key=lambda cause: -abs(cause.amount))[:TOLD]
    parts = [
        f"{in_words(found, cause)} {amount(found, cause.amount, currency)}"
        for cause in told
        if abs(cause.amount) > SMALL_PART * abs(told[0].amount)
    ]
    return ", ".join(parts)


def verdict(found: FigureChange) -> str:
    """Whether the change is more than noise, and which group carries it."""
    if found.contributor is not None:
        return carried(found.contributor)
    if found.is_beyond_noise is None or found.is_beyond_noise:
        return ""
    if found.figure == "expected loss":
        return "Within noise per unit of balance."
    if found.interval is None:
        return "No more than usual."
    low, high = (formats.points(bound) for bound in (found.interval.low, found.interval.high))
    return f"Within noise (95 %: {low} to {high})."


def carried(group: Contributor) -> str:
    """How much of the change the group carries: `two thirds of it is apparel funded since May`."""
    loans = f"grade {group.value}" if group.dimension == "grade" else named(group.value)
    if group.funded_from is not None:
        loans += f" funded since {formats.month(group.funded_from)}"
    return (
        f"{named(part(group.of_change))} of it is {loans}, "
        f"{formats.rate(group.of_book, 0)} of the book."
    )


def part(share: float) -> str:
    """A share in words where it is close to a plain fraction, else in per cent."""
    if share > 0.95:
        return "all" if share <= 1.05 else "more than all"
    for near, name in ((0.9, "nine tenths"), (0.75, "three quarters"), (2 / 3, "two thirds"),
                       (0.5, "half")):  # fmt: skip
        if abs(share - near) < 0.03:
            return name
    return formats.rate(share, 0)


def sentences(changes: BookChanges, currency: str) -> Iterator[tuple[str, str]]:
    """For each figure how it moved, and why, where anything did, with the verdict behind it."""
    for found in changes.figures:
        causes = why(found, currency)
        behind = f"{causes}. {verdict(found)}".strip() if causes else verdict(found)
        yield f"{moved(found, currency)}{':' if causes else '.'}", behind


def _level(found: FigureChange, currency: str) -> str:
    is_money = found.unit == "cents"
    return formats.money(found.now, currency) if is_money else formats.rate(found.now)


def amount(found: FigureChange, size: float, currency: str) -> str:
    """A signed amount in the figure's unit."""
    if found.unit == "share":
        return formats.points(size)
    return f"{'+' if size >= 0 else ''}{formats.money(size, currency)}"
