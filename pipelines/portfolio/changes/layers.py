"""A book in nested layers at two dates: how its weight is spread, and the rate in each cell."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

RATE = "rate"


@dataclass(frozen=True)
class Layers:
    """One entry per cell of the innermost layer: its factors before and now.

    `before` and `now` hold, by the name of each layer, the cell's share of the layer around it and,
    under 'rate', the cell's value per unit of weight. Their product over the names, summed over the
    cells, is the whole value per unit of weight.
    """

    before: Mapping[str, Floats]
    now: Mapping[str, Floats]

    def rate(self, new: frozenset[str]) -> float:
        """The value per unit of weight with the factors `new` as now and the others as before."""
        factors = [(self.now if name in new else self.before)[name] for name in self.now]
        return float(np.prod(factors, axis=0).sum())


def layers(
    keys: Mapping[str, Codes], weight: Floats, value: Floats, is_now: NDArray[np.bool_]
) -> Layers:
    """Spread weights over the nested layers of `keys`, outermost first, before and now.

    One entry per loan and date; `is_now` tells the dates apart. A share or rate that one date does
    not have, for want of weight, is that of the other date: its absence counts as a matter of the
    layer around it. Both dates must have weight.
    """
    before, now = {}, {}
    inside = np.zeros(len(weight), dtype=np.int64)
    parts, cells = [], inside
    for name, key in keys.items():
        _, cells = np.unique(cells * (int(key.max(initial=0)) + 1) + key, return_inverse=True)
        parts.append((name, inside, cells))
        inside = cells
    innermost, first = np.unique(cells, return_index=True)
    for name, outer, inner in parts:
        then, later = (
            _ratio(
                _sums(inner, weight * here), _sums(outer, weight * here), inner[first], outer[first]
            )
            for here in (~is_now, is_now)
        )
        before[name], now[name] = _filled(then, later), _filled(later, then)
    then, later = (
        _ratio(_sums(cells, value * here), _sums(cells, weight * here), innermost, innermost)
        for here in (~is_now, is_now)
    )
    before[RATE], now[RATE] = _filled(then, later), _filled(later, then)
    return Layers(before, now)


def _sums(codes: Codes, amounts: Floats) -> Floats:
    return np.bincount(codes, weights=amounts).astype(float)


def _ratio(part: Floats, whole: Floats, inner: Codes, outer: Codes) -> Floats:
    """Part over whole in each cell, NaN where the whole is nothing."""
    out = np.full(len(inner), np.nan)
    return np.divide(part[inner], whole[outer], out=out, where=whole[outer] > 0)


def _filled(shares: Floats, others: Floats) -> Floats:
    return np.where(np.isnan(shares), others, shares)
