"""Profiling every feature of a book."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.features import Feature, FeatureTable, feature_frame
from pipelines.features.table import MISSING
from pipelines.profile.binned import Binned, binned_number, binned_text
from pipelines.profile.clusters import clusters, rank_correlation
from pipelines.profile.drift import drift, quarters
from pipelines.profile.periods import newest_applications, periods
from pipelines.profile.records import BookProfile, FeatureBin, FeatureMonth, FeatureProfile
from pipelines.profile.series import column_quantiles, monthly
from pipelines.profile.strength import known_outcomes, strength
from pipelines.stats.intervals import wilson_interval
from pipelines.store import History, sql_text

QUANTILES = (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)


@dataclass(frozen=True)
class _Cases:
    """What all features share: the outcome, the period and the quarter of each application."""

    bad: NDArray[np.float64]
    newest: NDArray[np.bool_]
    has_periods: bool
    quarter: pd.Series


def book_profile(history: History, table: FeatureTable | None = None) -> BookProfile:
    """Profile the features of the published history; `Refused` before any are built.

    Reads the features itself unless `table` has them.
    """
    outcomes = history.frame(sql_text(__file__, "sql/outcomes.sql"))
    return profile(table or feature_frame(history), outcomes.set_index("application_id"))


def profile(table: FeatureTable, outcomes: pd.DataFrame) -> BookProfile:
    """Profile every feature; `outcomes` has is_default by application_id and may be empty."""
    applied_at = pd.to_datetime(table.applications["applied_at"].reindex(table.frame.index))
    newest, bad = newest_applications(applied_at), known_outcomes(table, outcomes)
    cases = _Cases(
        bad=bad,
        newest=np.zeros(len(bad), dtype=bool) if newest is None else newest.to_numpy(),
        has_periods=newest is not None,
        quarter=applied_at.dt.to_period("Q").dt.start_time,
    )
    numbers = _numbers(table)
    months = monthly(numbers, applied_at) if len(bad) else [()] * len(table.features)
    profiles = tuple(
        _profile(feature, table, numbers[:, place], months[place], cases)
        for place, feature in enumerate(table.features)
    )
    varying = [p.feature.name for p in profiles if p.quantiles and p.distinct > 1]
    correlation = rank_correlation(table.frame[varying])
    worth = {p.feature.name: _worth(p) for p in profiles}
    return BookProfile(
        n=len(bad),
        outcomes=int(np.isfinite(bad).sum()),
        bads=int((bad == 1).sum()),
        periods=None if newest is None else periods(applied_at, newest),
        features=profiles,
        clusters=clusters(correlation, worth.__getitem__),
        correlation=correlation,
    )


def _numbers(table: FeatureTable) -> NDArray[np.float64]:
    """All features as numbers, NaN where missing; a text is 0 where it is known."""
    texts = {name: np.where(table.frame[name] == MISSING, np.nan, 0.0)
             for name in table.categorical}  # fmt: skip
    numbers = table.frame.assign(**texts).to_numpy(dtype=float)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def _worth(found: FeatureProfile) -> float:
    """What orders features that are alike: information value, else how many have a value."""
    return found.strength.iv if found.strength else -found.missing / max(found.n, 1)


def _profile(
    feature: Feature,
    table: FeatureTable,
    numbers: NDArray[np.float64],
    months: tuple[FeatureMonth, ...],
    cases: _Cases,
) -> FeatureProfile:
    is_text = feature.name in table.categorical
    binned = (
        binned_text(table.frame[feature.name]) if is_text else binned_number(numbers, ~cases.newest)
    )
    values = None if is_text else numbers
    ordered = np.sort(numbers[np.isfinite(numbers)])
    return FeatureProfile(
        feature=feature,
        n=len(numbers),
        missing=len(numbers) - len(ordered),
        distinct=_distinct(table.frame[feature.name], ordered, is_text=is_text),
        quantiles=() if is_text or not len(ordered) else _quantiles(ordered),
        bins=_bins(binned, cases),
        strength=strength(binned, values, cases.bad, feature.direction),
        drift=drift(binned, values, cases.newest) if cases.has_periods else None,
        months=tuple(_unordered(month) for month in months) if is_text else months,
        quarters=quarters(binned, cases.quarter, cases.newest) if cases.has_periods else (),
    )


def _distinct(values: pd.Series, ordered: NDArray[np.float64], *, is_text: bool) -> int:
    if is_text:
        return int(values[values != MISSING].nunique())
    return int((np.diff(ordered) > 0).sum()) + 1 if len(ordered) else 0


def _quantiles(ordered: NDArray[np.float64]) -> tuple[float, ...]:
    known = np.array([len(ordered)])
    return tuple(float(row[0]) for row in column_quantiles(ordered[:, None], known, QUANTILES))


def _unordered(month: FeatureMonth) -> FeatureMonth:
    return replace(month, p10=None, median=None, p90=None)


def _bins(binned: Binned, cases: _Cases) -> tuple[FeatureBin, ...]:
    everybody = np.ones(len(cases.bad), dtype=bool)
    reference = ~cases.newest if cases.has_periods else ~everybody
    counts = [
        binned.counts(among).tolist()
        for among in (everybody, reference, cases.newest, cases.bad == 0, cases.bad == 1)
    ]
    return tuple(
        FeatureBin(
            *_edges(binned, place),
            n=n,
            reference=before,
            newest=now,
            goods=goods,
            bads=bads,
            rate=wilson_interval(bads, goods + bads) if goods + bads else None,
        )
        for place, (n, before, now, goods, bads) in enumerate(zip(*counts, strict=True))
    )


def _edges(binned: Binned, place: int) -> tuple[float | None, float | None, str | None, bool]:
    """Low and high edge, text, and whether the bin is the one of missing values."""
    if place == binned.size - 1:
        return None, None, None, True
    if binned.texts:
        return None, None, binned.texts[place], False
    low = float(binned.cuts[place - 1]) if place else None
    high = float(binned.cuts[place]) if place < len(binned.cuts) else None
    return low, high, None, False
