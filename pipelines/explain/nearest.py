"""Nearest merchants: who looked like this one to the model, was approved, or has defaulted.

Distance is the sum over the features of the differences between two applications' contributions,
in log-odds (Manhattan). So a feature counts by what the model makes of it, missing values and
categories need no scaling, and two scores never differ by more than their distance.

Point in time: on the day of an application an analyst can know who applied on an earlier day, and
who had defaulted where the window over which that was watched closed on an earlier day. A merchant
stands for itself once, by its nearest application; the applicant's own merchant is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pipelines.explain.application import Value
from pipelines.explain.scored_book import ScoredBook
from pipelines.explain.stored_parts import Part, asked_application, stored_parts
from pipelines.store import History

NEIGHBOURS = 5
DIFFERENCES = 5
BLOCK = 2_048
"""Applications whose distances are taken at once, few enough for a processor's cache."""

Parts = Mapping[str, Part]


@dataclass(frozen=True)
class Difference:
    """A feature by which two applications differ: values, and parts of the score in log-odds."""

    feature: str
    own: Value
    other: Value
    own_part: float
    other_part: float


@dataclass(frozen=True)
class Neighbour:
    """Another merchant's application; `distance` in log-odds.

    `is_default` is None where the outcome was not known on the day of the comparison. `differing`
    has the features that differ most to the model, largest first.
    """

    application_id: str
    merchant_id: str
    applied_on: date
    distance: float
    pd: float
    is_default: bool | None
    differing: tuple[Difference, ...]


@dataclass(frozen=True)
class Nearest:
    """The nearest of `approved_n` approved and `defaulted_n` defaulted applications of others."""

    application_id: str
    merchant_id: str
    on: date
    approved: tuple[Neighbour, ...]
    approved_n: int
    defaulted: tuple[Neighbour, ...]
    defaulted_n: int


def nearest(
    history: History, book: ScoredBook, application_id: str, count: int = NEIGHBOURS
) -> Nearest:
    """Find the `count` nearest approved and defaulted merchants; Refused for an unknown id."""
    asked = asked_application(history, application_id)
    own = stored_parts(history, [application_id])[application_id]
    away = distances(book, np.array([own[name][1] for name in book.features], np.float32))
    approved, defaulted = pools(book, asked.merchant_id, asked.on)
    found = [chosen(away, pool, book.merchants, count) for pool in (approved, defaulted)]
    others = stored_parts(history, [book.application_ids[row] for rows in found for row in rows])
    near, bad = (
        tuple(_neighbour(book, row, float(away[row]), asked.on, own, others) for row in rows)
        for rows in found
    )
    return Nearest(
        application_id=application_id,
        merchant_id=asked.merchant_id,
        on=asked.on,
        approved=near,
        approved_n=int(approved.sum()),
        defaulted=bad,
        defaulted_n=int(defaulted.sum()),
    )


def distances(book: ScoredBook, own: NDArray[np.float32]) -> NDArray[np.float32]:
    """The distance in log-odds of every application of the book to contributions `own`."""
    found = np.empty(len(book.parts), np.float32)
    for start in range(0, len(found), BLOCK):
        apart = book.parts[start : start + BLOCK] - own
        found[start : start + BLOCK] = np.abs(apart, out=apart).sum(axis=1)
    return found


def pools(
    book: ScoredBook, merchant_id: str, on: date
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which applications of other merchants were approved, or known to have defaulted, before."""
    day = np.datetime64(on, "D")
    others = (book.merchant_ids != merchant_id)[book.merchants]
    earlier = others & (book.applied_on < day)
    return earlier & book.is_approved, earlier & book.is_default & (book.known_on < day)


def chosen(
    away: NDArray[np.float32],
    pool: NDArray[np.bool_],
    merchants: NDArray[np.intp],
    count: int,
) -> list[int]:
    """The rows of the `count` nearest merchants of a pool, nearest first; ties by row."""
    rows = np.flatnonzero(pool)
    taken = 8 * count
    while True:
        some = rows
        if taken < len(rows):
            reach = np.partition(away[rows], taken)[taken]
            some = rows[away[rows] <= reach]
        ordered = some[np.argsort(away[some], kind="stable")]
        firsts = np.sort(np.unique(merchants[ordered], return_index=True)[1])
        if len(firsts) >= count or len(some) == len(rows):
            return ordered[firsts[:count]].tolist()
        taken *= 8


def _neighbour(
    book: ScoredBook,
    row: int,
    distance: float,
    on: date,
    own: Parts,
    others: Mapping[str, Parts],
) -> Neighbour:
    application_id = str(book.application_ids[row])
    known = bool(book.known_on[row] < np.datetime64(on, "D"))
    return Neighbour(
        application_id=application_id,
        merchant_id=str(book.merchant_ids[book.merchants[row]]),
        applied_on=book.applied_on[row].item(),
        distance=distance,
        pd=float(book.pds[row]),
        is_default=bool(book.is_default[row]) if known else None,
        differing=differing(own, others[application_id]),
    )


def differing(own: Parts, other: Parts, most: int = DIFFERENCES) -> tuple[Difference, ...]:
    """The features whose parts of the score differ most, largest first; equal ones left out."""
    apart = sorted((-abs(other[name][1] - own[name][1]), name) for name in own)
    return tuple(
        Difference(name, own[name][0], other[name][0], own[name][1], other[name][1])
        for gap, name in apart[:most]
        if gap < 0
    )
