"""Shifts in lending: months that fund another share of the applications than those before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.portfolio.noise import differ
from pipelines.portfolio.originations import OriginationMonth

LEAST_BASELINE, LONGEST_BASELINE = 6, 12
MATERIAL_SHIFT = 0.15


@dataclass(frozen=True)
class LendingShift:
    """Months in a row that fund another share of the applications than the months before them.

    `first` and `last` are month-ends; counts are applications, those before over `months_before`
    months.
    """

    first: date
    last: date
    months: int
    applications: int
    funded: int
    months_before: int
    applications_before: int
    funded_before: int

    @property
    def share(self) -> float:
        """Share of the shift's applications that were funded."""
        return self.funded / self.applications

    @property
    def share_before(self) -> float:
        """Share of the applications before it that were funded."""
        return self.funded_before / self.applications_before


def lending_shift(originations: Sequence[OriginationMonth]) -> LendingShift | None:
    """The shift that concerns most applications: 15 points or more away from before, beyond noise.

    Each month is held against the last six to twelve months before it that were in no shift, so
    that a return to the usual is none.
    """
    asked = [month for month in originations if month.applications]
    ordinary, shifts, at = list(asked[:LEAST_BASELINE]), [], LEAST_BASELINE
    while at < len(asked):
        before = ordinary[-LONGEST_BASELINE:]
        end = _end_of_shift(asked, at, before)
        if end > at:
            shifts.append(_shift(asked[at:end], before))
        else:
            ordinary.append(asked[at])
        at = max(end, at + 1)
    return max(shifts, key=lambda s: s.applications * abs(s.share - s.share_before), default=None)


def _end_of_shift(
    asked: Sequence[OriginationMonth], at: int, before: Sequence[OriginationMonth]
) -> int:
    """Place after the last month in a row that departs to the same side; `at` where none does."""
    usual = _pooled(before)
    side = 1 if _share(_pooled(asked[at : at + 1])) > _share(usual) else -1
    end = at
    while end < len(asked):
        own = _pooled(asked[end : end + 1])
        if side * (_share(own) - _share(usual)) < MATERIAL_SHIFT or not differ(own, usual):
            break
        end += 1
    return end


def _shift(inside: Sequence[OriginationMonth], before: Sequence[OriginationMonth]) -> LendingShift:
    (funded, applications), (funded_before, applications_before) = _pooled(inside), _pooled(before)
    return LendingShift(
        first=inside[0].month_end,
        last=inside[-1].month_end,
        months=len(inside),
        applications=applications,
        funded=funded,
        months_before=len(before),
        applications_before=applications_before,
        funded_before=funded_before,
    )


def _pooled(months: Sequence[OriginationMonth]) -> tuple[int, int]:
    """Applications funded and applications made over the months."""
    return sum(m.funded_applications for m in months), sum(m.applications for m in months)


def _share(counts: tuple[int, int]) -> float:
    return counts[0] / counts[1]
