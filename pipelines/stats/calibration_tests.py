"""Tests of "the PDs are true": of one rate by its count of defaults, of several groups at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import bdtrc, chdtrc
from scipy.stats import beta


@dataclass(frozen=True)
class HosmerLemeshow:
    """The statistic, its degrees of freedom and the p-value of "the PDs of all groups are true"."""

    statistic: float
    df: int
    p_value: float


def jeffreys_p_value(defaults: int, n: int, pd: float) -> float:
    """P-value of "the true PD is at most `pd`": the Beta(D+1/2, N-D+1/2) CDF at `pd`; in [0, 1].

    Small means the PD is understated (ECB, Instructions for reporting the validation results of
    internal models, 2019).
    """
    _check_count(defaults, n)
    return float(beta.cdf(pd, defaults + 0.5, n - defaults + 0.5))


def binomial_p_value(defaults: int, n: int, pd: float) -> float:
    """P-value of "the true PD is at most `pd`": exact P(X >= D) of a Binomial(N, PD); in [0, 1].

    Small means the PD is understated (Basel Committee, working paper 14, 2005, section 3.4).
    Defaults that move together make it too small.
    """
    _check_count(defaults, n)
    return 1.0 if defaults == 0 else float(bdtrc(defaults - 1, n, pd))


def hosmer_lemeshow(
    defaults: ArrayLike, n: ArrayLike, pd: ArrayLike, *, fitted: bool
) -> HosmerLemeshow:
    """Sum over groups of (D - N PD)^2 / (N PD (1 - PD)) against chi-squared.

    With G groups G - 2 degrees of freedom where the PDs were fitted on these cases, G where they
    were not (Hosmer & Lemeshow 2000, section 5.2.2). ValueError where groups do not fit, a PD is
    not strictly between 0 and 1, or there are too few groups for the degrees of freedom.
    """
    bads, cases, rate = (np.asarray(column, dtype=float) for column in (defaults, n, pd))
    if bads.ndim != 1 or not bads.shape == cases.shape == rate.shape:
        raise ValueError("defaults, n and pd need one number each for every group")
    if (cases <= 0).any() or (bads < 0).any() or (bads > cases).any():
        raise ValueError("each group needs cases, and no more defaults than cases")
    if not ((rate > 0) & (rate < 1)).all():
        raise ValueError("PDs of groups must lie strictly between 0 and 1")
    df = len(bads) - 2 if fitted else len(bads)
    if df < 1:
        raise ValueError(f"{len(bads)} groups are too few for a test")
    statistic = float(np.sum((bads - cases * rate) ** 2 / (cases * rate * (1 - rate))))
    return HosmerLemeshow(statistic, df, float(chdtrc(df, statistic)))


def _check_count(defaults: int, n: int) -> None:
    if n <= 0 or not 0 <= defaults <= n:
        raise ValueError(f"{defaults} defaults of {n} is not a rate")
