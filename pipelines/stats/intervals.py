"""Confidence intervals of an AUC, of the difference of two AUCs and of a rate."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri
from scipy.stats import beta

from pipelines.stats.samples import two_classes


@dataclass(frozen=True)
class Interval:
    """An estimate with the bounds of its interval at the given confidence level."""

    estimate: float
    low: float
    high: float
    level: float = 0.95


def auc_interval(bad: ArrayLike, score: ArrayLike, *, level: float = 0.95) -> Interval:
    """AUC with its DeLong interval, built on the logit so that it stays within [0, 1].

    Variance by DeLong, DeLong & Clarke-Pearson (1988). On the logit its standard error is
    se / (auc (1 - auc)) (Pepe 2003, section 5.2.4). An AUC of 0 or 1 has no DeLong variance:
    the bound is then the exact one for zero (or all) of the smaller class, 1 - alpha^(1/n).
    """
    is_bad, values = two_classes(bad, score)
    estimate, covariance = _delong(is_bad, values[None, :])
    return _logit_interval(estimate[0], covariance[0, 0], _smaller_class(is_bad), level)


def auc_standard_error(bad: ArrayLike, score: ArrayLike) -> float:
    """Standard error of the AUC by DeLong, DeLong & Clarke-Pearson (1988); 0 where it is 0 or 1."""
    is_bad, values = two_classes(bad, score)
    return float(np.sqrt(_delong(is_bad, values[None, :])[1][0, 0]))


def auc_difference_interval(
    bad: ArrayLike, score: ArrayLike, other: ArrayLike, *, level: float = 0.95
) -> Interval:
    """AUC of `score` minus AUC of `other` on the same cases, with the paired DeLong interval.

    Normal interval with var(a) + var(b) - 2 cov(a, b) (DeLong et al. 1988); in [-1, 1].
    """
    is_bad, values = two_classes(bad, score)
    _, others = two_classes(bad, other)
    estimates, covariance = _delong(is_bad, np.vstack([values, others]))
    difference = float(estimates[0] - estimates[1])
    variance = covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
    reach = float(ndtri((1 + level) / 2) * np.sqrt(max(variance, 0.0)))
    return Interval(difference, max(difference - reach, -1.0), min(difference + reach, 1.0), level)


def wilson_interval(events: int, n: int, *, level: float = 0.95) -> Interval:
    """Rate events / n with Wilson's score interval (Wilson 1927); in [0, 1]."""
    _check_counts(events, n)
    z = float(ndtri((1 + level) / 2))
    rate = events / n
    centre = (rate + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z * np.sqrt(rate * (1 - rate) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    low = 0.0 if events == 0 else float(centre - reach)
    high = 1.0 if events == n else float(centre + reach)
    return Interval(rate, low, high, level)


def jeffreys_interval(events: int, n: int, *, level: float = 0.95) -> Interval:
    """Rate events / n with the equal-tailed Jeffreys interval, quantiles of Beta(D+1/2, N-D+1/2).

    Brown, Cai & DasGupta (2001): the lower bound is 0 when D = 0, the upper 1 when D = N.
    """
    _check_counts(events, n)
    posterior = beta(events + 0.5, n - events + 0.5)
    low = 0.0 if events == 0 else float(posterior.ppf((1 - level) / 2))
    high = 1.0 if events == n else float(posterior.ppf((1 + level) / 2))
    return Interval(events / n, low, high, level)


def _delong(
    is_bad: NDArray[np.bool_], scores: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the AUCs of the score rows and their DeLong covariance matrix.

    From the placement values: the share of goods that each bad beats, of bads that beat each good.
    """
    bads, goods = int(is_bad.sum()), int((~is_bad).sum())
    beaten_goods = np.vstack([_share_below(row[is_bad], row[~is_bad]) for row in scores])
    beating_bads = 1 - np.vstack([_share_below(row[~is_bad], row[is_bad]) for row in scores])
    covariance = _covariance(beaten_goods) / bads + _covariance(beating_bads) / goods
    return beaten_goods.mean(axis=1), covariance


def _share_below(values: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of `others` below each value, ties counted half; O(n log n)."""
    ordered = np.sort(others)
    below = np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")
    return below / (2 * len(others))


def _covariance(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the rows' covariance matrix, zero where a single case leaves none to estimate."""
    count = rows.shape[1]
    if count == 1:
        return np.zeros((len(rows), len(rows)))
    return np.cov(rows) if len(rows) > 1 else rows.var(axis=1, ddof=1)[:, None]


def _logit_interval(estimate: float, variance: float, smaller: int, level: float) -> Interval:
    """Return the interval of an AUC on the logit scale, or the exact one at 0 and 1."""
    if estimate in (0.0, 1.0):
        reach = 1 - ((1 - level) / 2) ** (1 / smaller)
        return Interval(estimate, max(estimate - reach, 0.0), min(estimate + reach, 1.0), level)
    half = ndtri((1 + level) / 2) * np.sqrt(variance) / (estimate * (1 - estimate))
    centre = np.log(estimate / (1 - estimate))
    low, high = 1 / (1 + np.exp(-np.array([centre - half, centre + half])))
    return Interval(float(estimate), float(low), float(high), level)


def _smaller_class(is_bad: NDArray[np.bool_]) -> int:
    """Return the number of cases in the rarer class."""
    return int(min(is_bad.sum(), (~is_bad).sum()))


def _check_counts(events: int, n: int) -> None:
    """ValueError unless 0 <= events <= n and n > 0."""
    if n <= 0 or not 0 <= events <= n:
        raise ValueError(f"{events} events of {n} is not a rate")
