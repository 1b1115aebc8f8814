"""Which group of loans carries a change in a share of the balance."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pipelines.portfolio.changes.layers import Codes, Floats
from pipelines.portfolio.changes.records import WHOLE, Contributor
from pipelines.portfolio.changes.two_dates import TwoDates

DIMENSIONS = ("industry", "region", "grade")
LEAST_SHARE, MOST_SHARE = 0.5, 1.25
LEAST_EXCESS = 0.2


def largest_contributor(dates: TwoDates, value: Floats) -> Contributor | None:
    """The group that explains at least half of the change and most beyond its part of the book.

    Groups are an industry, region or grade, whole or from a funding month on. None where no group
    explains twenty points more of the change than it holds of the balance.
    """
    parts, weights = contributions(dates, value), _weights(dates)
    if abs(parts.sum()) < WHOLE:
        return None
    found = [
        one
        for one in _groups(dates, parts / parts.sum(), weights)
        if LEAST_SHARE <= one.of_change <= MOST_SHARE
        and one.of_change - one.of_book >= LEAST_EXCESS
    ]
    return max(found, key=lambda one: min(one.of_change, 1.0) - one.of_book, default=None)


def contributions(dates: TwoDates, value: Floats) -> Floats:
    """What each loan adds to the change of value per unit of balance; they add up to it.

    Its value less that of an average loan of its balance, as a part of the book, now less before;
    the average is the mean of both dates. So a group counts by how far it is off the average and
    not by its size alone (the components of Kitagawa 1955, JASA 50, summed).
    """
    balance, is_now = dates.balance, dates.is_now
    sums = [(value[here].sum(), balance[here].sum()) for here in (~is_now, is_now)]
    middle = sum(lost / owed for lost, owed in sums) / 2
    whole = np.where(is_now, sums[1][1], -sums[0][1])
    return np.asarray((value - middle * balance) / whole)


def _weights(dates: TwoDates) -> Floats:
    """Each loan's part of the balance now."""
    balance = dates.balance * dates.is_now
    return np.asarray(balance / balance.sum())


def _groups(dates: TwoDates, parts: Floats, weights: Floats) -> Iterator[Contributor]:
    """Every group along every dimension, with its part of the change and of the book."""
    months = dates.joined(lambda loans: loans.funded_on).astype("datetime64[M]")
    starts, month = np.unique(months, return_inverse=True)
    for dimension in DIMENSIONS:
        codes, names = dates.codes(dimension)
        if len(names) < 2:
            continue
        changed = _since(codes, month, parts, (len(names), len(starts)))
        held = _since(codes, month, weights, (len(names), len(starts)))
        for at, name in enumerate(names):
            for place, start in enumerate(starts):
                since = start.astype("datetime64[D]").item() if place else None
                of = float(changed[at, place]), float(held[at, place])
                yield Contributor(dimension, name, since, *of)


def _since(
    codes: Codes, month: NDArray[np.intp], amounts: Floats, shape: tuple[int, int]
) -> Floats:
    """Sums by group and by funding month, that month and all later ones."""
    flat = np.bincount(codes * shape[1] + month, weights=amounts, minlength=shape[0] * shape[1])
    return np.cumsum(flat.reshape(shape)[:, ::-1], axis=1)[:, ::-1].astype(float)
