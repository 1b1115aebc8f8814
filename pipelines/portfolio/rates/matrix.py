"""The transition matrix by the cohort estimator, with an interval for each cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from pipelines.portfolio.rates.moves import Floats, Moves
from pipelines.portfolio.rates.statuses import OPEN, STATUSES
from pipelines.stats.intervals import Interval, wilson_interval


@dataclass(frozen=True)
class TransitionCell:
    """Loans that went from one status to another between two month-ends.

    Of `n` loan-months that began in `from_status`, `loans` ended in `to_status`; `share` is the
    one by the other with its 95 % Wilson interval. `amount_share` is the share of what was owed.
    """

    from_status: str
    to_status: str
    loans: int
    n: int
    share: Interval
    amount_share: float | None


@dataclass(frozen=True)
class TransitionMatrix:
    """All cells of the open statuses that had loans, over `months` month-ends to `last`."""

    first: date
    last: date
    months: int
    cells: tuple[TransitionCell, ...]

    def cell(self, from_status: str, to_status: str) -> TransitionCell | None:
        """The cell; None where no loan began in `from_status`."""
        wanted = (from_status, to_status)
        return next((c for c in self.cells if (c.from_status, c.to_status) == wanted), None)

    def share(self, from_status: str, to_statuses: Sequence[str]) -> Interval | None:
        """Share of `from_status` that ended in any of `to_statuses`, with its Wilson interval."""
        found = [self.cell(from_status, end) for end in to_statuses]
        cells = [cell for cell in found if cell]
        return wilson_interval(sum(c.loans for c in cells), cells[0].n) if cells else None


def transition_matrix(found: Moves, *, months: int) -> TransitionMatrix:
    """Shares of month-end to month-end moves over the last `months` (the cohort estimator).

    The share of those in a status who are in the other a month later: Lando & Skodeberg (2002),
    section 2. Loan-months count as independent in the intervals.
    """
    inside = found.last(months)
    loans, cents = inside.matrix(), inside.matrix("cents")
    cells = [
        _cell(loans[start], cents[start], start, end)
        for start in range(len(OPEN))
        if loans[start].sum()
        for end in range(len(STATUSES))
    ]
    ends = inside.month_ends
    return TransitionMatrix(ends[0], ends[-1], len(ends), tuple(cells))


def _cell(loans: Floats, cents: Floats, start: int, end: int) -> TransitionCell:
    count, n, owed = int(loans[end]), int(loans.sum()), float(cents.sum())
    amount = float(cents[end]) / owed if owed else None
    return TransitionCell(
        STATUSES[start], STATUSES[end], count, n, wilson_interval(count, n), amount
    )


def row_shares(counts: Floats, *, keep: bool = True) -> Floats:
    """The square matrix of shares of each row of counts, over its last two axes.

    Rows are open statuses, columns all of them; final statuses stay. A row without loans stays
    where it is if `keep`, and is empty otherwise.
    """
    n_open, n_all = counts.shape[-2:]
    square = np.zeros((*counts.shape[:-2], n_all, n_all))
    totals = counts.sum(axis=-1, keepdims=True)
    square[..., :n_open, :] = np.divide(counts, totals, out=np.zeros_like(counts), where=totals > 0)
    stay = (totals[..., 0] <= 0) if keep else np.zeros(totals.shape[:-1], dtype=bool)
    for place in range(n_all):
        square[..., place, place] += 1.0 if place >= n_open else stay[..., place]
    return square
