"""Moves between statuses from one month-end to the next: the counts all matrices come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from pipelines.portfolio.rates.statuses import GROUPS, OLDEST, OPEN, PAID, PLACE, STATUSES
from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Basis = Literal["loans", "cents"]

LONGEST = 24
"""Months of history that are read: a roll rate is about lately."""


@dataclass(frozen=True)
class Moves:
    """What went from status to status, one entry per month-end, group, age and pair of statuses.

    `month` is a place in `month_ends` (the later of the two month-ends), `group` of merchants from
    0, `age` in months on book at the earlier one, `start` and `end` places in `STATUSES`. Of the
    `owed_cents` before, `kept_cents` are owed or charged off after; the rest was paid.
    """

    month_ends: tuple[date, ...]
    month: Ints
    group: Ints
    age: Ints
    start: Ints
    end: Ints
    loans: Ints
    owed_cents: Ints
    kept_cents: Ints

    def between(self, first: int, last: int) -> "Moves":
        """The moves of the month-ends from place `first` up to, not including, `last`."""
        inside = (self.month >= first) & (self.month < last)
        columns = {name: getattr(self, name)[inside] for name in _COLUMNS}
        columns["month"] = columns["month"] - first
        return Moves(self.month_ends[first:last], **columns)

    def last(self, months: int) -> "Moves":
        """The moves of the last `months` month-ends."""
        end = len(self.month_ends)
        return self.between(max(end - months, 0), end)

    def matrix(self, basis: Basis = "loans") -> Floats:
        """Open statuses by all statuses: how many loans, or cents, went from the one to the other.

        A row by cents adds up to what was owed: what was paid in the month stands under paid,
        whatever became of the loan.
        """
        return self.by(np.zeros_like(self.start), 1, basis)[0]

    def by(self, key: Ints, size: int, basis: Basis = "loans") -> Floats:
        """One such matrix for each value of `key`, a whole number below `size` for each entry."""
        found = np.zeros((size, len(OPEN), len(STATUSES)))
        if basis == "loans":
            np.add.at(found, (key, self.start, self.end), self.loans)
        else:
            np.add.at(found, (key, self.start, self.end), self.kept_cents)
            paid = self.owed_cents - self.kept_cents
            np.add.at(found, (key, self.start, np.full_like(key, PAID)), paid)
        return found

    def by_group_and_age(self, basis: Basis = "loans") -> Floats:
        """Group by age by open status by status."""
        key = self.group * (OLDEST + 1) + self.age
        flat = self.by(key, GROUPS * (OLDEST + 1), basis)
        return flat.reshape(GROUPS, OLDEST + 1, len(OPEN), len(STATUSES))

    def by_month(self, basis: Basis = "loans") -> Floats:
        """Month by open status by status."""
        return self.by(self.month, len(self.month_ends), basis)


_COLUMNS = ("month", "group", "age", "start", "end", "loans", "owed_cents", "kept_cents")


def moves(reader: Reader, *, months: int = LONGEST) -> Moves | None:
    """The moves up to each of the last `months` month-ends; None where no loan was seen at two."""
    rows = reader.rows(
        sql_text(__file__, "sql/moves.sql"), {"months": months, "groups": GROUPS, "oldest": OLDEST}
    )
    return _moves(rows) if rows else None


def _moves(rows: Sequence[tuple[Any, ...]]) -> Moves:
    ends, group, age, start, end, *amounts = zip(*rows, strict=True)
    month_ends = tuple(sorted(set(ends)))
    place = {month_end: number for number, month_end in enumerate(month_ends)}
    return Moves(
        month_ends,
        *(
            np.array(column, dtype=np.int64)
            for column in (
                [place[month_end] for month_end in ends],
                group,
                age,
                [PLACE[status] for status in start],
                [PLACE[status] for status in end],
                *amounts,
            )
        ),
    )
