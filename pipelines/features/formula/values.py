"""What the parts of an expression mean: SQL's operators and functions over plain values."""

import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

Row = Mapping[str, Any]
Formula = Callable[[Row], Any]
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
    "=": operator.eq,
    "<>": operator.ne,
}
SUMS: dict[str, Callable[[Any, Any], Any]] = {"+": operator.add, "-": operator.sub}
CASTS: dict[str, Callable[[Any], Any]] = {"double": float, "bigint": round}


def of_one(operation: Callable[[Any], Any], part: Formula) -> Formula:
    """The operation on the part's value; null where that is."""

    def found(row: Row) -> Any:
        value = part(row)
        return None if value is None else operation(value)

    return found


def of_two(operation: Callable[[Any, Any], Any], first: Formula, second: Formula) -> Formula:
    """The operation on both values; null where one of them is."""

    def found(row: Row) -> Any:
        a, b = first(row), second(row)
        return None if a is None or b is None else operation(a, b)

    return found


def both(first: Formula, second: Formula) -> Formula:
    """SQL's "and": false wins over null."""

    def found(row: Row) -> bool | None:
        truths = (first(row), second(row))
        if False in truths:
            return False
        return None if None in truths else True

    return found


def quotient(a: float, b: float) -> float:
    """IEEE division, as DuckDB divides doubles."""
    if b:
        return a / b
    if a == 0 or math.isnan(a):
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1, b)


def null(_: Row) -> None:
    """Nothing, whatever the row."""
    return None


def _coalesce(*parts: Formula) -> Formula:
    def found(row: Row) -> Any:
        for part in parts:
            value = part(row)
            if value is not None:
                return value
        return None

    return found


def _nullif(part: Formula, other: Formula) -> Formula:
    def found(row: Row) -> Any:
        value = part(row)
        return None if value is None or value == other(row) else value

    return found


def _extreme(of: Callable[..., Any]) -> Callable[..., Formula]:
    """The least or greatest of the values that are not null."""

    def built(*parts: Formula) -> Formula:
        return lambda row: of([v for p in parts if (v := p(row)) is not None], default=None)

    return built


FUNCTIONS: dict[str, Callable[..., Formula]] = {
    "coalesce": _coalesce,
    "nullif": _nullif,
    "least": _extreme(min),
    "greatest": _extreme(max),
    "floor": lambda part: of_one(math.floor, part),
}
