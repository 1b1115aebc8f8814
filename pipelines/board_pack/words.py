"""Numbers and causes as a board reads them."""

from datetime import date

from pipelines.board_pack.records import Kind, Value
from pipelines.portfolio.changes import FigureChange
from pipelines.portfolio.changes.words import NAMES, in_words

TOLD, SMALL_PART = 2, 0.1
"""A sentence has the two largest causes, none below this part of the first."""
NOTHING = "n/a"


def written(value: Value, kind: Kind, currency: str = "") -> str:
    """A value in its kind: money in whole units with its currency, rates in per cent."""
    if value is None:
        return NOTHING
    if isinstance(value, date):
        return f"{value:%d %b %Y}"
    if isinstance(value, str) or kind == "text":
        return str(value)
    if kind == "money":
        return f"{currency} {value / 100:,.0f}".strip()
    if kind == "count":
        return f"{value:,.0f}"
    return _ratio(float(value), kind)


def _ratio(value: float, kind: Kind) -> str:
    if kind == "number":
        return f"{value:,.3f}"
    return f"{100 * value:.{2 if kind == 'pd' else 1}f} %"


def money(cents: float, currency: str) -> str:
    """An amount, short from a million on: `USD 21.88m`, `-USD 4,000`."""
    units, sign = abs(cents) / 100, "-" if round(cents / 100) < 0 else ""
    if units >= 1e6:
        return f"{sign}{currency} {units / 1e6:,.2f}m"
    return f"{sign}{currency} {units:,.0f}"


def brief(cents: float) -> str:
    """An amount as an axis writes it, without its currency: `0.83m`, `400k`."""
    units = cents / 100
    for size, letter in ((1e6, "m"), (1e3, "k")):
        if abs(units) >= size:
            return f"{units / size:.3g}{letter}"
    return f"{units:.3g}"


def rate(share: float | None) -> str:
    """A share in per cent with one decimal."""
    return NOTHING if share is None else f"{100 * share:.1f} %"


def points(share: float) -> str:
    """A difference of two shares in percentage points, signed; `0.0 pp` has no sign."""
    return f"{100 * share:+.1f} pp" if abs(share) >= 0.0005 else "0.0 pp"


def between(low: float, high: float) -> str:
    """The bounds of a 95 % interval of a share."""
    return f"95 %: {rate(low)} to {rate(high)}"


def shortened(text: str, most: int) -> str:
    """A list of signs cut to what fits, after a whole one; the first stays however long it is."""
    parts = text.split("; ")
    kept = len(parts)
    while kept > 1 and len("; ".join(parts[:kept])) > most:
        kept -= 1
    left = len(parts) - kept
    return "; ".join(parts[:kept]) + (f"; {left} more" if left else "")


def moved(found: FigureChange, currency: str) -> str:
    """How a figure moved over the month, by which causes, and whether that is beyond noise."""
    name, is_money = NAMES[found.figure], found.unit == "cents"
    now = money(found.now, currency) if is_money else rate(found.now)
    size = money(abs(found.change), currency) if is_money else points(abs(found.change)).lstrip("+")
    if size in ("0.0 pp", f"{currency} 0"):
        return f"{name} stayed at {now}."
    verb = "rose" if found.change > 0 else "fell"
    causes = _flows(found, currency) if found.figure == "outstanding" else _causes(found, currency)
    return f"{name} {verb} {size} to {now}{causes}.{_noise(found)}"


def _flows(found: FigureChange, currency: str) -> str:
    flows = (f"{money(abs(one.amount), currency)} {one.name}" for one in found.causes)
    return f": {', '.join(flows)}"


def _causes(found: FigureChange, currency: str) -> str:
    known = sorted(found.causes, key=lambda cause: -abs(cause.amount))[:TOLD]
    told = [one for one in known if abs(one.amount) > SMALL_PART * abs(known[0].amount)]
    is_money = found.unit == "cents"
    parts = (f"{in_words(found, one)} ({_signed(one.amount, currency, is_money)})" for one in told)
    return f": {' and '.join(parts)}" if told else ""


def _noise(found: FigureChange) -> str:
    if found.is_beyond_noise is None or found.is_beyond_noise:
        return ""
    if found.interval is None or found.unit == "cents":
        return " That is no more than usual."
    low, high = points(found.interval.low), points(found.interval.high)
    return f" That is within noise (95 %: {low} to {high})."


def _signed(amount: float, currency: str, is_money: bool) -> str:
    if not is_money:
        return points(amount)
    return f"{'+' if amount > 0 else ''}{money(amount, currency)}"


def month(day: date) -> str:
    """`Dec 2025`."""
    return f"{day:%b %Y}"
