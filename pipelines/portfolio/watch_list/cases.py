"""The looks of the watch list: loans on the days it looks at them, with what was known by then."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.portfolio.reader import Reader
from pipelines.portfolio.watch_list.rules import Sign, WatchRules
from pipelines.portfolio.watch_list.signs import SAME_STORY, SIGNS, Alert, words
from pipelines.store import sql_text

EPOCH = date(1970, 1, 1)
_KEYS = (
    "loan_id", "application_id", "merchant_id", "funded_day", "day", "is_funding", "is_default",
    "missed_day", "owed_cents",
)  # fmt: skip
_MEASURES = (
    "days_late", "pd_against_median", "pd_against_application", "owed_to_month_of_sales",
    "sales_against_usual", "sales_against_last_year", "unsteadiness", "days_since_sale",
    "refund_rise", "purchases_to_sales", "money_in_against_before", "other_lender_burden",
)  # fmt: skip


@dataclass(frozen=True)
class Looks:
    """One entry per loan and day of a look, in order of loan and day; days since 1970-01-01.

    `missed_day` is the due day of the instalment a default began with, NaN for other loans.
    `measures` holds each sign's measure, NaN where it cannot be known.
    """

    loan_id: NDArray[np.object_]
    merchant_id: NDArray[np.object_]
    funded_day: NDArray[np.int64]
    day: NDArray[np.int64]
    is_funding: NDArray[np.bool_]
    is_default: NDArray[np.bool_]
    missed_day: NDArray[np.float64]
    measures: Mapping[str, NDArray[np.float64]]

    def points(self, rules: WatchRules) -> NDArray[np.int64]:
        """The points of each look: those of its signs, of signs that say the same the most."""
        by_sign = {sign.name: _points(sign, self.measures[sign.name]) for sign in rules.signs}
        same = [by_sign.pop(name) for name in SAME_STORY if name in by_sign]
        parts = [*by_sign.values(), *([np.maximum.reduce(same)] if same else [])]
        return np.sum(parts, axis=0, dtype=np.int64) if parts else np.zeros(len(self.day), int)

    def is_alert(self, rules: WatchRules) -> NDArray[np.bool_]:
        """Whether each look puts its loan on the list."""
        least = np.where(self.is_funding, rules.points_at_funding, rules.points_later)
        return np.asarray(self.points(rules) >= least)

    def alerts(self, place: int, rules: WatchRules) -> tuple[Alert, ...]:
        """The signs of one look, most points first."""
        found = []
        for sign in rules.signs:
            value = float(self.measures[sign.name][place])
            steps = zip(sign.steps, sign.points, strict=True)
            points = sum(points for step, points in steps if _reached(sign, step, value))
            if points:
                found.append(Alert(SIGNS[sign.name], value, points, words(sign.name, value)))
        return tuple(sorted(found, key=lambda alert: -alert.points))


def looks_at_open_loans(reader: Reader, as_of: date, applications: Collection[str] = ()) -> Looks:
    """The looks at the loans open on that day: at funding and then.

    Those of `applications`, where any are named, are looked at on each month-end between, too.
    """
    return _looks(reader, "open", as_of, dict.fromkeys(applications))


def looks_at_known_loans(reader: Reader, as_of: date, pds: Mapping[str, float | None]) -> Looks:
    """The looks at loans whose outcome is known, up to the instalment that a default began with.

    `pds` names their applications, each with the PD to use: one that was not fitted on it.
    """
    return _looks(reader, "known", as_of, pds)


def _looks(reader: Reader, part: str, as_of: date, pds: Mapping[str, float | None]) -> Looks:
    asked = {
        "part": part,
        "as_of": (as_of - EPOCH) // timedelta(days=1),
        "applications": list(pds),
        "pds": list(pds.values()),
    }
    rows = reader.rows(sql_text(__file__, "sql/watch_cases.sql"), asked)
    columns = list(zip(*rows, strict=True)) if rows else [()] * (len(_KEYS) + len(_MEASURES))
    found = dict(zip((*_KEYS, *_MEASURES), columns, strict=True))
    return Looks(
        loan_id=np.array(found["loan_id"], dtype=object),
        merchant_id=np.array(found["merchant_id"], dtype=object),
        funded_day=np.array(found["funded_day"], dtype=np.int64),
        day=np.array(found["day"], dtype=np.int64),
        is_funding=np.array(found["is_funding"], dtype=bool),
        is_default=np.array(found["is_default"], dtype=bool),
        missed_day=np.array(found["missed_day"], dtype=float),
        measures={name: np.array(found[name], dtype=float) for name in _MEASURES},
    )


def _points(sign: Sign, value: NDArray[np.float64]) -> NDArray[np.int64]:
    """Points of a measure; none where it is unknown, or where it stands at a step that is zero."""
    total = np.zeros(len(value), dtype=np.int64)
    for step, points in zip(sign.steps, sign.points, strict=True):
        total += points * _reached(sign, step, value)
    return total


def _reached(sign: Sign, step: float, value: Any) -> Any:
    """Whether a measure, or each of an array of them, has come to a step."""
    if sign.is_falling:
        return value <= step
    return value >= step if step else value > step
