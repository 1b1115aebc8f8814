"""The open loans of two month-ends side by side, as the decompositions need them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.portfolio.changes.layers import Codes, Floats
from pipelines.portfolio.loss import OpenLoans

LATE_DAYS = 30
OLDEST_MONTH = 7
"""Loans of six instalments and older share a cell: what is left of them is late."""
YOUNG_MONTHS = 2
"""A loan that bills monthly cannot be 30 days late at a month-end before its second month."""
DPD_EDGES = (1, 30, 60, 90)


@dataclass(frozen=True)
class TwoDates:
    """One entry per open loan and month-end: balance, late balance and expected loss in cents."""

    before: OpenLoans
    now: OpenLoans

    def joined(self, column: Callable[[OpenLoans], Any]) -> NDArray[Any]:
        """A column of both month-ends, the earlier first."""
        return np.concatenate([np.asarray(column(self.before)), np.asarray(column(self.now))])

    @property
    def is_now(self) -> NDArray[np.bool_]:
        """Whether the entry is of the later month-end."""
        return np.repeat([False, True], [len(self.before), len(self.now)])

    @property
    def balance(self) -> Floats:
        """What is owed."""
        return self.joined(lambda loans: loans.balance_cents).astype(float)

    @property
    def late(self) -> Floats:
        """What is owed on loans 30 or more days past due."""
        return self.joined(
            lambda loans: loans.balance_cents * (loans.days_past_due >= LATE_DAYS)
        ).astype(float)

    @property
    def is_scored(self) -> Floats:
        """1 where a model scored the loan's application, 0 where none did."""
        return self.joined(lambda loans: (~np.isnan(loans.pd_at_application)).astype(float))

    @property
    def expected_loss(self) -> Floats:
        """PD x LGD x EAD."""
        return self.joined(lambda loans: loans.expected_loss_cents)

    @property
    def is_seasoned(self) -> Codes:
        """1 where the loan is old enough to be 30 days late, else 0."""
        return self.joined(lambda loans: loans.months_on_book >= YOUNG_MONTHS).astype(np.int64)

    @property
    def age(self) -> Codes:
        """Months on book, older ones together."""
        return np.minimum(self.joined(lambda loans: loans.months_on_book), OLDEST_MONTH)

    @property
    def bucket(self) -> Codes:
        """The bucket of days past due: current, 1-29, 30-59, 60-89, 90+."""
        return np.digitize(self.joined(lambda loans: loans.days_past_due), DPD_EDGES)

    @property
    def segment(self) -> Codes:
        """Industry and grade together."""
        industry, grades = self.codes("industry")[0], self.codes("grade")
        return industry * (len(grades[1]) + 1) + grades[0]

    def codes(self, column: str) -> tuple[Codes, list[str]]:
        """A column of words as numbers, and the words; a missing one is 'not stated'."""
        words = self.joined(lambda loans: getattr(loans, column))
        known: dict[str, int] = {}
        numbers = [known.setdefault(word or "not stated", len(known)) for word in words]
        return np.array(numbers, dtype=np.int64), list(known)
