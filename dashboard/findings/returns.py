"""What the tab Returns says."""

from collections.abc import Sequence

from dashboard import formats
from pipelines.portfolio.returns import SegmentReturn


def earned(book: SegmentReturn, currency: str, *, whole_life: bool) -> str:
    """What the loans brought in, what they cost, and what is left."""
    when = "Since the first loan" if whole_life else "In the last twelve months"
    lost = book.net_charge_off_cents + book.expected_loss_cents
    costs = book.funding_cents + book.servicing_cents
    word = "earned" if book.profit_cents >= 0 else "lost"
    text = (
        f"{when} the loans brought in {formats.money(book.fees_cents, currency)} of fees; funding "
        f"and servicing took {formats.money(costs, currency)} and losses "
        f"{formats.money(lost, currency)}: the book {word} "
        f"{formats.money(abs(book.profit_cents), currency)}"
    )
    if book.rate is None:
        return f"{text}."
    within = ""
    if book.interval:
        low, high = book.interval
        within = f", 95 % interval {formats.rate(low)} to {formats.rate(high)}"
    return f"{text}, {formats.rate(book.rate)} a year of the mean balance{within}."


def apart(found: Sequence[tuple[str, SegmentReturn]], book: SegmentReturn) -> str:
    """The segments whose interval leaves the book's return out."""
    better = [name for name, one in found if _is_off(one, book) > 0]
    worse = [name for name, one in found if _is_off(one, book) < 0]
    parts = [
        f"{word} than the book beyond noise: {', '.join(names)}"
        for word, names in (("better", better), ("worse", worse))
        if names
    ]
    if not parts:
        return "No segment differs from the book beyond noise."
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def _is_off(one: SegmentReturn, book: SegmentReturn) -> int:
    """1 where the whole interval lies above the book's return, -1 below, 0 otherwise."""
    if one.interval is None or book.rate is None:
        return 0
    low, high = one.interval
    return int(low > book.rate) - int(high < book.rate)
