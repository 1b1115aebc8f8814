"""Weak spots: slices of the judged cases where the model does worse than on the whole."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit, logit, ndtr
from scipy.stats import binom

from pipelines.features import Feature
from pipelines.stats.bins import bin_places, quantile_cuts
from pipelines.stats.intervals import auc_interval
from pipelines.stats.multiplicity import holm
from pipelines.validation.case import Numbers, ValidationCase
from pipelines.validation.cohorts import divisions

FEWEST, FEWEST_BADS, FEWEST_PER_CLASS = 50, 5, 10
FEATURES, PAIRED, PARTS = 30, 6, 4
SHOWN = 20
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Slice:
    """One slice: `expected` defaults by its PDs, once these are right on the whole, and found ones.

    `p_value` is of the difference in either direction (binomial with the mean PD, which errs on the
    side of caution), `corrected` after Holm over all tests made. `auc_p_value` is of
    "the slice is ranked as well as the rest"; None where it has too few of a class.
    """

    name: str
    n: int
    bads: int
    expected: float
    p_value: float
    corrected: float
    auc: float | None
    auc_rest: float | None
    auc_p_value: float | None
    auc_corrected: float | None


@dataclass(frozen=True)
class WeakSpots:
    """The most striking of `searched` slices, after `tests` tests; weak below `level`."""

    searched: int
    tests: int
    level: float
    slices: tuple[Slice, ...]

    @property
    def weak(self) -> tuple[Slice, ...]:
        """The slices that chance over all tests does not explain."""
        return tuple(s for s in self.slices if _least(s) < self.level)


def weak_spots(case: ValidationCase, importance: dict[str, float]) -> WeakSpots:
    """Search quarters of the strongest features, cohorts, and pairs of the strongest six.

    A level of PDs that is off everywhere is no weak spot: PDs are first shifted, by one constant on
    the log-odds, until they are right on the whole. Holm's correction covers every test of every
    slice, so that one found weak is so at the stated level however many were looked at. Slices
    have at least fifty cases and five expected bads.
    """
    bad = case.judged["bad"].to_numpy(dtype=float)
    score, pd_ = (case.judged[name].to_numpy(dtype=float) for name in ("score", "pd"))
    pd_ = right_on_the_whole(bad, pd_)
    found = [
        _judged(name, mask, bad, score, pd_)
        for name, mask in _candidates(case, importance)
        if mask.sum() >= FEWEST and pd_[mask].sum() >= FEWEST_BADS
    ]
    p_values = [s.p_value for s in found]
    ranked = [s.auc_p_value for s in found if s.auc_p_value is not None]
    adjusted = iter(holm(p_values + ranked).tolist() if found else [])
    levels = [float(next(adjusted)) for _ in found]
    areas = [None if s.auc_p_value is None else float(next(adjusted)) for s in found]
    corrected = [_with(s, level, area) for s, level, area in zip(found, levels, areas, strict=True)]
    return WeakSpots(
        searched=len(found),
        tests=len(p_values) + len(ranked),
        level=case.policy.monitoring.family_level,
        slices=tuple(sorted(corrected, key=lambda s: (_least(s), s.p_value))[:SHOWN]),
    )


def right_on_the_whole(bad: Numbers, pd_: Numbers) -> Numbers:
    """PDs shifted by one constant on the log-odds so that their sum is the number of bads."""
    z = logit(np.clip(pd_, 1e-9, 1 - 1e-9))
    shift = brentq(lambda move: float(expit(z + move).sum() - bad.sum()), -20, 20)
    return np.asarray(expit(z + shift))


def _candidates(case: ValidationCase, importance: dict[str, float]) -> Iterator[tuple[str, Mask]]:
    """Every slice that is looked at, with what it is called; the same cases once."""
    frame = case.frame()
    known = {feature.name: feature for feature in case.fitter.data.features}
    strongest = sorted(importance, key=lambda name: -importance[name])
    numbers = [name for name in strongest if name not in case.fitter.data.categorical]
    parts = {name: list(_quarters(known[name], frame[name])) for name in numbers[:FEATURES]}
    single = [part for name in parts for part in parts[name]]
    single += [
        (f"{by}: {name}", (column == name).to_numpy())
        for by, column in divisions(case).items()
        for name in column.dropna().unique()
        if by not in ("yearly sales", "tenure")
    ]
    pairs = [
        (f"{a} and {b}", first & second)
        for one, other in combinations(numbers[:PAIRED], 2)
        for a, first in parts[one]
        for b, second in parts[other]
    ]
    seen: set[bytes] = set()
    for name, mask in single + pairs:
        if mask.tobytes() not in seen:
            seen.add(mask.tobytes())
            yield name, mask


def _quarters(feature: Feature, values: pd.Series) -> Iterator[tuple[str, Mask]]:
    numbers = values.to_numpy(dtype=float)
    cuts = quantile_cuts(numbers, PARTS)
    places = bin_places(numbers, cuts)
    for place in np.unique(places):
        mask = places == place
        where = "missing" if place == len(cuts) + 1 else _span(numbers[mask], feature.unit)
        yield f"{feature.label}: {where}", mask


def _span(values: Numbers, unit: str) -> str:
    """The least and the largest value, money in units of the book's currency."""
    ends = [_shown(float(end), unit) for end in (values.min(), values.max())]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def _shown(value: float, unit: str) -> str:
    if unit == "money":
        return f"{value / 100:,.0f}"
    if unit == "share":
        return f"{value:.1%}".replace("%", " %")
    return f"{value:,.0f}" if unit in ("count", "days") else f"{value:,.3g}"


def _judged(name: str, mask: Mask, bad: Numbers, score: Numbers, pd_: Numbers) -> Slice:
    n, bads, expected = int(mask.sum()), int(bad[mask].sum()), float(pd_[mask].sum())
    below, above = binom.cdf(bads, n, expected / n), binom.sf(bads - 1, n, expected / n)
    area, rest, p_value = _ranking(mask, bad, score)
    return Slice(
        name=name,
        n=n,
        bads=bads,
        expected=expected,
        p_value=float(min(1.0, 2 * min(below, above))),
        corrected=1.0,
        auc=area,
        auc_rest=rest,
        auc_p_value=p_value,
        auc_corrected=None,
    )


def _ranking(
    mask: Mask, bad: Numbers, score: Numbers
) -> tuple[float | None, float | None, float | None]:
    """AUC inside and outside the slice, and the one-sided p-value of "inside is no worse"."""
    parts = [bad[mask].sum(), (1 - bad[mask]).sum(), bad[~mask].sum(), (1 - bad[~mask]).sum()]
    if min(parts) < FEWEST_PER_CLASS:
        return None, None, None
    inside, outside = (auc_interval(bad[m], score[m], level=0.6827) for m in (mask, ~mask))
    error = float(np.hypot((inside.high - inside.low) / 2, (outside.high - outside.low) / 2))
    return (
        inside.estimate,
        outside.estimate,
        float(ndtr((inside.estimate - outside.estimate) / error)),
    )


def _with(found: Slice, level: float, area: float | None) -> Slice:
    return replace(found, corrected=level, auc_corrected=area)


def _least(found: Slice) -> float:
    return min(found.corrected, 1.0 if found.auc_corrected is None else found.auc_corrected)
