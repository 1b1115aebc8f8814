"""Funding stop: lending ends, funders want their money back, and only the open loans bring cash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.portfolio.loss import OpenLoans
from pipelines.portfolio.panel import month_end_after
from pipelines.portfolio.reader import Reader
from pipelines.portfolio.stress.scenarios import FundingStop
from pipelines.store import sql_text

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class FundingMonth:
    """One month after the stop, in cents: cash by contract, expected, and under the stress.

    `repaid_cents` is what funders want back in it; `gap_cents` how much of what they have wanted so
    far has not come in by its end under the stress, below 0 where more has.
    """

    month_end: date
    contract_cents: float
    expected_cents: float
    stressed_cents: float
    repaid_cents: float
    gap_cents: float


@dataclass(frozen=True)
class FundingNeed:
    """The run-off of the open loans against funders who want `funded_cents` back.

    `most_cents` is the largest gap and `most_on` the month-end it is reached at; `closed_on` is the
    month-end from which nothing is missing any more, None where the loans never bring in enough.
    """

    scenario: str
    funded_cents: float
    months: tuple[FundingMonth, ...]

    @property
    def most_cents(self) -> float:
        """The most that has to be found elsewhere; 0 where cash always comes in time."""
        return max((0.0, *(month.gap_cents for month in self.months)))

    @property
    def most_on(self) -> date | None:
        """When that is."""
        worst = max(self.months, key=lambda month: month.gap_cents, default=None)
        return worst.month_end if worst and worst.gap_cents > 0 else None

    @property
    def closed_on(self) -> date | None:
        """From when on nothing is missing."""
        if not self.months or self.months[-1].gap_cents > 0:
            return None
        last = max((k for k, m in enumerate(self.months) if m.gap_cents > 0), default=-1)
        return self.months[min(last + 1, len(self.months) - 1)].month_end

    def to_json(self) -> dict[str, Any]:
        """The record as `stress --json` gives it; money in cents."""
        return {
            "scenario": self.scenario,
            "funded_cents": self.funded_cents,
            "most_cents": self.most_cents,
            "most_on": self.most_on and self.most_on.isoformat(),
            "closed_on": self.closed_on and self.closed_on.isoformat(),
            "months": [
                {**vars(month), "month_end": month.month_end.isoformat()} for month in self.months
            ],
        }


def funding_need(
    reader: Reader,
    calm: OpenLoans,
    under: OpenLoans,
    stop: FundingStop,
    timing: Sequence[float],
    scenario: str,
) -> FundingNeed:
    """Cash from the open loans by month against what funders want back.

    A loan that defaults pays nothing from its first missed instalment on; which one that is follows
    `timing`, the policy's shares of defaults by instalment, among those still to come. Recoveries
    come later and are not counted, and neither is what is already overdue.
    """
    rows = reader.rows(
        sql_text(__file__, "sql/still_due.sql"),
        {"as_of": calm.as_of, "loan_ids": list(calm.loan_id)},
    )
    place = {name: k for k, name in enumerate(calm.loan_id)}
    loan = np.array([place[row[0]] for row in rows], dtype=int)
    due = np.array([row[3] + row[4] for row in rows], dtype=float)
    failed = failed_by_then(loan, np.array([row[1] for row in rows], dtype=int), timing)
    ends = [row[2] for row in rows]
    cash = {
        "contract": due,
        "expected": due * (1 - np.nan_to_num(calm.pd)[loan] * failed),
        "stressed": due * (1 - np.nan_to_num(under.pd)[loan] * failed),
    }
    funded = stop.advance_rate * float(calm.balance_cents.sum())
    return FundingNeed(scenario, funded, _months(calm.as_of, ends, cash, funded, stop))


def failed_by_then(
    loan: NDArray[np.int_], number: NDArray[np.int_], timing: Sequence[float]
) -> Floats:
    """Of a loan's defaults, the share whose first missed instalment is this one or an earlier one.

    `loan` and `number` are of the instalments still to come, in order of loan and number; shares of
    the timing's places are scaled to those, evenly where it has none for them.
    """
    shares = np.asarray(timing)
    weight = np.where(number <= len(shares), shares[np.minimum(number, len(shares)) - 1], 0.0)
    size = int(loan.max()) + 1 if len(loan) else 0
    total = np.bincount(loan, weight, size)[loan]
    count = np.bincount(loan, minlength=size)[loan]
    part = np.where(total > 0, weight / np.where(total > 0, total, 1), 1 / np.maximum(count, 1))
    running = np.cumsum(part)
    first = np.flatnonzero(np.diff(loan, prepend=-1))
    before = np.zeros(size)
    before[loan[first]] = running[first] - part[first]
    return np.asarray(np.minimum(running - before[loan], 1.0))


def _months(
    as_of: date, ends: list[date], cash: dict[str, Floats], funded: float, stop: FundingStop
) -> tuple[FundingMonth, ...]:
    last = max(ends, default=as_of)
    months: list[FundingMonth] = []
    gap, number = 0.0, 0
    while not months or months[-1].month_end < last or number < stop.repay_months:
        number += 1
        end = month_end_after(as_of, number)
        here = np.array([other == end for other in ends], dtype=bool)
        sums = {name: float(values[here].sum()) for name, values in cash.items()}
        wanted = funded / stop.repay_months if number <= stop.repay_months else 0.0
        gap += wanted - sums["stressed"]
        months.append(
            FundingMonth(end, sums["contract"], sums["expected"], sums["stressed"], wanted, gap)
        )
    return tuple(months)
