"""Axis ticks in the words of the pages: `$10m`, `500,000`, `2.5 %`, never `10M` or `2.5%`."""

from collections.abc import Callable
from math import ceil, floor, log10
from typing import Any

STEPS = (1, 2, 2.5, 5, 10)


def money(highest: float, symbol: str, *, lowest: float = 0, most: int = 4) -> dict[str, Any]:
    """Ticks of an axis of amounts in whole units, up to `highest`; compact above a million."""
    return _ticks(lowest, highest, most, lambda units: _amount(units, symbol))


def rates(highest: float, *, lowest: float = 0, most: int = 4) -> dict[str, Any]:
    """Ticks of an axis of shares, in per cent."""
    return _ticks(lowest, highest, most, lambda share: f"{round(share * 100, 6):g}\u00a0%")


def counts(highest: float, *, most: int = 4) -> dict[str, Any]:
    """Ticks of an axis of whole numbers."""
    return _ticks(0, max(highest, most), most, lambda number: f"{number:,.0f}")


def _ticks(
    lowest: float, highest: float, most: int, write: Callable[[float], str]
) -> dict[str, Any]:
    """About `most` round values over the range, zero among them, each with its text."""
    reach = max(highest, 0) - min(lowest, 0) or 1.0
    rough = reach / most
    power = 10.0 ** floor(log10(rough))
    step = next(power * step for step in STEPS if power * step >= rough * (1 - 1e-9))
    first, last = ceil(min(lowest, 0) / step), floor(max(highest, 0) / step + 1e-9)
    values = [n * step for n in range(first, last + 1)]
    return {"tickvals": values, "ticktext": [write(value) for value in values]}


def _amount(units: float, symbol: str) -> str:
    sign, size = "-" if units < 0 else "", abs(units)
    for unit, name in ((1e9, "bn"), (1e6, "m")):
        if size >= unit:
            return f"{sign}{symbol}{size / unit:g}{name}"
    return f"{sign}{symbol}{size:,.0f}"
