"""The development triangle: what each funding month lost in each month on book."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np

from pipelines.portfolio.rates.moves import Floats, Ints
from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text

Measure = Literal["late", "default", "charged off", "net charge-off"]
MEASURES: tuple[Measure, ...] = ("late", "default", "charged off", "net charge-off")
LAST_AGE = 12
"""Months on book that are followed: a six-month loan is paid or charged off by then."""


@dataclass(frozen=True)
class Triangle:
    """One row per vintage, one column per month on book from 0 to `LAST_AGE`.

    `exposure` is loans, or principal in cents for the net charge-off; `increments` is what first
    went bad (or was lost, net of recoveries) at that age, zero after `ages`, the age of the
    vintage at the panel's last month-end. `unit` is what is lost at once: a loan, or the effective
    size of a charge-off.
    """

    measure: Measure
    vintages: tuple[date, ...]
    loans: Ints
    exposure: Floats
    ages: Ints
    increments: Floats
    unit: float

    @property
    def seen(self) -> Floats:
        """1 where a vintage has reached the age, 0 elsewhere."""
        return (np.arange(self.increments.shape[1]) <= self.ages[:, None]).astype(float)

    @property
    def cumulative(self) -> Floats:
        """What has gone bad up to each age."""
        return np.asarray(self.increments.cumsum(axis=1))

    def before(self, months: int) -> "Triangle":
        """The triangle as it was `months` month-ends earlier; vintages funded since are not in."""
        there = self.ages >= months
        ages = self.ages[there] - months
        increments = self.increments[there].copy()
        increments[np.arange(increments.shape[1]) > ages[:, None]] = 0.0
        return Triangle(
            self.measure,
            tuple(v for v, kept in zip(self.vintages, there, strict=True) if kept),
            self.loans[there],
            self.exposure[there],
            ages,
            increments,
            self.unit,
        )


def triangles(reader: Reader, *, default_days: int) -> dict[Measure, Triangle]:
    """The triangle of each measure by funding month; empty where there are no loans.

    Default here is `default_days` past due, or charged off, at a month-end.
    """
    rows = reader.rows(sql_text(__file__, "sql/vintage_months.sql"), {"default_days": default_days})
    if not rows:
        return {}
    last = reader.rows(sql_text(__file__, "sql/last_month_end.sql"))[0][0]
    return {measure: _triangle(rows, measure, last) for measure in MEASURES}


def _triangle(rows: Sequence[tuple[Any, ...]], measure: Measure, last: date) -> Triangle:
    vintages = tuple(sorted({row[0] for row in rows}))
    place = {vintage: number for number, vintage in enumerate(vintages)}
    increments = np.zeros((len(vintages), LAST_AGE + 1))
    sizes: dict[str, Floats] = {}
    for vintage, age, name, amount in rows:
        if name == measure and age <= LAST_AGE:
            increments[place[vintage], age] += amount
        elif name in ("loans", "principal", "squared loss"):
            sizes.setdefault(name, np.zeros(len(vintages)))[place[vintage]] = amount
    by_amount = measure == "net charge-off"
    return Triangle(
        measure=measure,
        vintages=vintages,
        loans=sizes["loans"].astype(np.int64),
        exposure=sizes["principal"] if by_amount else sizes["loans"],
        ages=np.array([_months_between(vintage, last) for vintage in vintages]),
        increments=increments,
        unit=_effective_size(sizes.get("squared loss"), increments) if by_amount else 1.0,
    )


def _effective_size(squares: Floats | None, lost: Floats) -> float:
    total = float(np.clip(lost, 0, None).sum())
    return float(squares.sum()) / total if squares is not None and total else 1.0


def _months_between(vintage: date, last: date) -> int:
    return (last.year - vintage.year) * 12 + last.month - vintage.month
