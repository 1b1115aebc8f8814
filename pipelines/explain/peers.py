"""Where an applicant's features stand among their peers and among approved applicants.

Peers sell in the same industry and belong to the same fifth of the book by sales of the 365 days
before applying; where fewer than 30 of them are there, the peers are all. The applicant's own
merchant is left out. All applications of the book count, later ones too: a yardstick of what is
usual, which no score or decision knows.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.errors import Refused
from pipelines.features import Feature, FeatureTable
from pipelines.stats.bins import bin_places, quantile_cuts
from pipelines.store import History, sql_text

FEWEST = 30
SIZE, SIZES = "sales_365d_cents", 5
MOST = 20_000
"""Of more applications, so many are taken at even steps: a percentile then errs by 0.7 points at
most in 95 of 100 cases."""


@dataclass(frozen=True, eq=False)
class PeerBook:
    """Who each application of a feature table is, on its index; `sizes` numbers bands from 0.

    An industry is None and a size -1 where it is not known.
    """

    merchant_ids: NDArray[np.object_]
    industries: NDArray[np.object_]
    sizes: NDArray[np.int64]
    is_approved: NDArray[np.bool_]


@dataclass(frozen=True)
class Position:
    """A value among `n` others that have one: quartiles, and the share below it.

    Those equal to it count half towards `percentile` (0 to 1, mid-rank). All None where n is 0, and
    the percentile where the applicant has no value.
    """

    n: int
    percentile: float | None
    lower: float | None
    median: float | None
    upper: float | None


@dataclass(frozen=True)
class Standing:
    """One numeric feature of the applicant among peers and among approved applicants."""

    feature: str
    value: float | None
    peers: Position
    approved: Position


@dataclass(frozen=True)
class AgainstPeers:
    """All standings of an application; `industry` and `size` are None where the peers are all.

    `size` is the fifth of the book, from 1 for the smallest.
    """

    application_id: str
    industry: str | None
    size: int | None
    peers_n: int
    approved_n: int
    standings: tuple[Standing, ...]


def read_peer_book(history: History, table: FeatureTable) -> PeerBook:
    """Read who the applications of a feature table are."""
    rows = history.frame(sql_text(__file__, "sql/peers.sql")).set_index("application_id")
    rows = rows.reindex(table.frame.index)
    sold = table.frame[SIZE].to_numpy(float)
    return PeerBook(
        merchant_ids=rows["merchant_id"].to_numpy(object),
        industries=rows["industry"].astype(object).where(rows["industry"].notna(), None).to_numpy(),
        sizes=np.where(np.isnan(sold), -1, bin_places(sold, quantile_cuts(sold, SIZES))),
        is_approved=rows["is_approved"].eq(True).to_numpy(bool),
    )


def against_peers(
    table: FeatureTable, book: PeerBook, application_id: str, features: tuple[Feature, ...]
) -> AgainstPeers:
    """Place the applicant's numeric `features`; Refused for an application without features."""
    if application_id not in table.frame.index:
        raise Refused(
            f"No application {application_id!r} with features in this store: check the id, "
            "or run features if it was imported since"
        )
    row = int(table.frame.index.searchsorted(application_id))
    peers, alike = peer_rows(book, row)
    others = book.merchant_ids != book.merchant_ids[row]
    approved = np.flatnonzero(others & book.is_approved)
    numeric = [feature.name for feature in features if feature.name not in table.categorical]
    own = table.frame[numeric].iloc[row].to_numpy(float)
    among = [positions(own, _values(table.frame, numeric, rows)) for rows in (peers, approved)]
    return AgainstPeers(
        application_id=application_id,
        industry=str(book.industries[row]) if alike else None,
        size=int(book.sizes[row]) + 1 if alike else None,
        peers_n=len(peers),
        approved_n=len(approved),
        standings=tuple(
            Standing(name, None if np.isnan(value) else float(value), beside, lent)
            for name, value, beside, lent in zip(numeric, own, *among, strict=True)
        ),
    )


def peer_rows(book: PeerBook, row: int) -> tuple[NDArray[np.intp], bool]:
    """The rows of an application's peers, and whether they are alike or simply all others."""
    others = book.merchant_ids != book.merchant_ids[row]
    if book.industries[row] is not None and book.sizes[row] >= 0:
        like = (book.industries == book.industries[row]) & (book.sizes == book.sizes[row])
        alike = np.flatnonzero(others & like)
        if len(alike) >= FEWEST:
            return alike, True
    return np.flatnonzero(others), False


def positions(own: NDArray[np.float64], values: NDArray[np.float64]) -> list[Position]:
    """The position of each of `own` in its column of `values`, NaN where missing."""
    ordered = np.sort(values.T, axis=1)
    known = np.count_nonzero(~np.isnan(ordered), axis=1)
    return [
        _position(value, column[:n])
        for value, column, n in zip(own, ordered, known.tolist(), strict=True)
    ]


def _position(value: float, ordered: NDArray[np.float64]) -> Position:
    """One value among others in ascending order; quartiles interpolated (Hyndman & Fan type 7)."""
    n = len(ordered)
    if not n:
        return Position(0, None, None, None, None)
    places = np.array([0.25, 0.5, 0.75]) * (n - 1)
    lower, median, upper = np.interp(places, np.arange(n), ordered).tolist()
    if np.isnan(value):
        return Position(n, None, lower, median, upper)
    below, up_to = (int(np.searchsorted(ordered, value, side)) for side in ("left", "right"))
    return Position(n, (below + up_to) / (2 * n), lower, median, upper)


def _values(frame: pd.DataFrame, columns: list[str], rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """Those rows of the numeric columns, thinned to `MOST` at even steps."""
    if len(rows) > MOST:
        rows = rows[np.linspace(0, len(rows) - 1, MOST).astype(np.intp)]
    return frame[columns].iloc[rows].to_numpy(float)
