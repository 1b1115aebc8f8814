"""Features that rest on the request itself, worked out for one merchant in microseconds."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipelines.features.compose import closure
from pipelines.features.formula import Formula, formula
from pipelines.features.restate import ORDER, PURCHASES, SUPPLIER, naming
from pipelines.features.stage import LAST

Value = float | str | None
REQUEST = (ORDER, SUPPLIER, PURCHASES)


@dataclass(frozen=True)
class OnRequest:
    """The catalogue's own expressions for features that name the request.

    `features` are those features, `needed` the other features they rest on.
    """

    features: tuple[str, ...]
    needed: tuple[str, ...]
    steps: tuple[tuple[str, Formula], ...]

    def of(
        self,
        stored: Mapping[str, Value],
        order_amount_cents: int,
        supplier_id: str | None,
        supplier_purchases: int,
    ) -> dict[str, Value]:
        """The features for a request, from those of its merchant; None is missing."""
        row: dict[str, Value] = {name: stored[name] for name in self.needed}
        row[ORDER], row[SUPPLIER] = order_amount_cents, supplier_id
        row[PURCHASES] = supplier_purchases
        for name, step in self.steps:
            row[name] = step(row)
        return {name: _number(row[name]) for name in self.features}


def on_request(stored: Iterable[str], wanted: Iterable[str] | None = None) -> OnRequest:
    """Read the expressions of `wanted` features, or of all, for merchants whose `stored` are known.

    Raises Refused where an expression uses more than a formula knows.
    """
    known, listed = set(stored), None if wanted is None else set(wanted)
    names = tuple(n for n in naming(REQUEST) if listed is None or n in listed)
    items = [item for item in closure(names) if item.name != PURCHASES]
    needed = tuple(i.name for i in items if i.name in known and i.name not in names)
    computed = [i for i in items if i.stage == LAST and i.name not in needed]
    return OnRequest(names, needed, tuple((i.name, formula(i.sql)) for i in computed))


def _number(value: Value) -> Value:
    """A float, as the stored features are; None for what is missing or no number."""
    if value is None or isinstance(value, str) or math.isnan(value):
        return None
    return float(value)
