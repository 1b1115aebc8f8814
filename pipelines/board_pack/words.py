"""Numbers and causes as a board reads them."""

from datetime import date

from pipelines.board_pack.records import Kind, Value
from pipelines.portfolio.changes import Cause, FigureChange

NAMES = {
    "outstanding": "Outstanding",
    "30+ DPD": "30+ DPD",
    "net charge-off": "Net charge-off, a year,",
    "expected loss": "Expected loss",
    "net return": "Net return, a year,",
}
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
    """An amount, short from a million on: `USD 21.88m`."""
    units = cents / 100
    if abs(units) >= 1e6:
        return f"{currency} {units / 1e6:,.2f}m"
    return f"{currency} {units:,.0f}"


def rate(share: float | None) -> str:
    """A share in per cent with one decimal."""
    return NOTHING if share is None else f"{100 * share:.1f} %"


def points(share: float) -> str:
    """A difference of two shares in percentage points, signed."""
    return f"{100 * share:+.1f} pp"


def moved(found: FigureChange, currency: str) -> str:
    """How a figure moved over the month, by which causes, and whether that is beyond noise."""
    name = NAMES[found.figure]
    is_money = found.unit == "cents"
    now = money(found.now, currency) if is_money else rate(found.now)
    size = money(abs(found.change), currency) if is_money else points(abs(found.change))[1:]
    verb = "rose" if found.change > 0 else "fell"
    text = f"{name} {verb} {size} to {now}" if found.change else f"{name} stayed at {now}"
    causes = ", ".join(
        _cause(cause.name, cause.amount, currency, is_money) for cause in _told(found)
    )
    noise = "" if found.is_beyond_noise in (None, True) else "; within noise"
    return f"{text}: {causes}{noise}." if causes else f"{text}{noise}."


def _told(found: FigureChange) -> list[Cause]:
    known = sorted(found.causes, key=lambda cause: -abs(cause.amount))
    return [cause for cause in known[:3] if cause.amount]


def _cause(name: str, amount: float, currency: str, is_money: bool) -> str:
    sign = "+" if amount > 0 else "-"
    size = f"{sign}{money(abs(amount), currency)}" if is_money else points(amount)
    return f"{name} {size}"


def month(day: date) -> str:
    """`Dec 2025`."""
    return f"{day:%b %Y}"
