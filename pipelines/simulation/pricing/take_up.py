"""How many accept an offer at a price: a demand curve that never rises with the price."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.isotonic import IsotonicRegression

from pipelines.errors import Refused
from pipelines.offers.terms import TakeUp

LARGEST_RISE = 0.02
"""How far the nearest falling curve may lie from a table before the table counts as rising."""
PRICE, LOST = "annual_rate", "lost_share_rating_"


@dataclass(frozen=True)
class DemandCurve:
    """The share of buyers who accept, by price: straight lines between points, flat outside.

    Prices are yearly rates or APRs as fractions of one and rise; shares do not rise.
    """

    prices: tuple[float, ...]
    shares: tuple[float, ...]

    def share(self, prices: ArrayLike) -> NDArray[np.float64]:
        """The share that accepts at each price."""
        return np.interp(np.asarray(prices, dtype=float), self.prices, self.shares)


def demand_from_table(
    prices: Sequence[float], shares: Sequence[float], *, name: str = "take-up"
) -> DemandCurve:
    """The falling curve nearest to a table of prices and shares, in least squares (isotonic).

    Small rises, as estimated tables have them, are levelled. Raises Refused, naming the table and
    the price, where prices do not rise, a share is no share, or demand rises with the price by
    more than levelling should hide.
    """
    x, y = np.asarray(prices, dtype=float), np.asarray(shares, dtype=float)
    if len(x) != len(y) or len(x) < 2:
        raise Refused(f"{name}: give at least two prices, and one share for each of them")
    if not (np.isfinite(x).all() and (np.diff(x) > 0).all()):
        raise Refused(f"{name}: prices must rise from row to row; sort them and drop repeats")
    if not ((y >= 0) & (y <= 1)).all():
        raise Refused(f"{name}: shares must lie between 0 and 1; give 0.9 for 90 %")
    level = _falling(x, y, np.ones(len(x)))
    worst = int(np.abs(level - y).argmax())
    if abs(level[worst] - y[worst]) > LARGEST_RISE:
        raise Refused(
            f"{name} rises with the price around {x[worst]:g} ({y[worst]:.1%} accept there): "
            "buyers do not prefer to pay more; check whether shares lost and kept are exchanged"
        )
    return _curve(x, level)


def demand_from_answers(prices: ArrayLike, accepted: ArrayLike) -> DemandCurve:
    """The falling curve nearest to single answers: what was offered, and whether it was taken.

    Isotonic regression is the maximum-likelihood curve of yes and no under the falling order
    (Barlow et al., 1972). Raises Refused where there are no two prices to draw a curve through.
    """
    x, y = np.asarray(prices, dtype=float), np.asarray(accepted, dtype=float)
    points, place, count = np.unique(x, return_inverse=True, return_counts=True)
    if len(points) < 2 or len(x) != len(y):
        raise Refused("take-up by price needs answers at two prices or more: record further offers")
    means = np.bincount(place, y) / count
    return _curve(points, _falling(points, means, count.astype(float)))


def demand_of_policy(take_up: TakeUp) -> DemandCurve:
    """The curve that the policy assumes, by APR as a fraction of one."""
    return demand_from_table(take_up.aprs, take_up.shares, name="[take_up] of the policy")


def read_demand(path: Path) -> dict[str, DemandCurve]:
    """The curves of a file with `annual_rate` and one `lost_share_rating_X` for each rating X.

    Raises Refused where the file or a column is missing, or a table rises.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        prices = [float(row[PRICE]) for row in rows]
        lost = {
            name.removeprefix(LOST): [float(row[name]) for row in rows]
            for name in (rows[0] if rows else ())
            if name.startswith(LOST)
        }
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise Refused(f"{path} is not readable as a take-up table ({error}): correct it") from error
    if not lost:
        raise Refused(f"{path} has no column {LOST}A or the like: add one for each rating")
    return {
        rating: demand_from_table(prices, [1 - s for s in shares], name=f"{path}, rating {rating}")
        for rating, shares in lost.items()
    }


def _falling(
    x: NDArray[np.float64], y: NDArray[np.float64], weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    fit = IsotonicRegression(increasing=False, y_min=0.0, y_max=1.0)
    return np.asarray(fit.fit_transform(x, y, sample_weight=weight), dtype=float)


def _curve(x: NDArray[np.float64], y: NDArray[np.float64]) -> DemandCurve:
    return DemandCurve(tuple(map(float, x)), tuple(map(float, y)))
