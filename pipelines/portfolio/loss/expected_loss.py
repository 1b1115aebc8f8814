"""Expected loss by grade, status, industry, region or funding month."""

from dataclasses import dataclass

import numpy as np

from pipelines.errors import Refused
from pipelines.portfolio.loss.default_counts import Ints
from pipelines.portfolio.loss.open_loans import OpenLoans, Words

DIMENSIONS = ("grade", "status", "industry", "region", "vintage")
NOT_SCORED = "not scored"


@dataclass(frozen=True)
class SegmentLoss:
    """The open loans of one segment, money in cents.

    `pd` is the mean over its scored loans, None where none is; `unscored_cents` is the balance of
    the others, on which no loss is expected here.
    """

    segment: str
    loans: int
    balance_cents: int
    ead_cents: int
    expected_loss_cents: int
    unscored_cents: int
    pd: float | None

    @property
    def loss_rate(self) -> float | None:
        """Expected loss as a share of the balance; None where nothing is owed."""
        return self.expected_loss_cents / self.balance_cents if self.balance_cents else None


def expected_loss_by(loans: OpenLoans, dimension: str) -> tuple[SegmentLoss, ...]:
    """Expected loss of each segment, by its name; the sums are those of the book to the cent.

    Raises Refused for a dimension other than grade, status, industry, region and vintage (the
    month of funding).
    """
    names, place = np.unique(_segments(loans, dimension), return_inverse=True)
    is_scored = ~np.isnan(loans.pd)
    scored = np.bincount(place, is_scored, len(names))
    pds = np.bincount(place, np.nan_to_num(loans.pd), len(names))
    columns = (
        np.bincount(place, minlength=len(names)),
        _sums(place, loans.balance_cents, len(names)),
        _sums(place, np.rint(loans.ead_cents).astype(np.int64), len(names)),
        _sums(place, loans.allowance_cents, len(names)),
        _sums(place, np.where(is_scored, 0, loans.balance_cents), len(names)),
    )
    means = [float(total / n) if n else None for total, n in zip(pds, scored, strict=True)]
    rows = zip(names.tolist(), *(column.tolist() for column in columns), means, strict=True)
    return tuple(SegmentLoss(*row) for row in rows)


def _segments(loans: OpenLoans, dimension: str) -> Words:
    if dimension not in DIMENSIONS:
        raise Refused(f"expected loss has no dimension {dimension!r}: use {', '.join(DIMENSIONS)}")
    if dimension == "vintage":
        return loans.funded_on.astype("datetime64[M]").astype(str).astype(object)
    found: Words = getattr(loans, dimension)
    is_stated = found.astype(bool)
    return np.where(is_stated, found, NOT_SCORED if dimension == "grade" else "not stated")


def _sums(place: Ints, cents: Ints, segments: int) -> Ints:
    total = np.zeros(segments, dtype=np.int64)
    np.add.at(total, place, cents)
    return total
