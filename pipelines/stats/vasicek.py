"""The loss of a pool of many small equal loans that share one factor.

Vasicek (2002), "The distribution of loan portfolio value", Risk 15(12). Losses are shares of the
pool, with LGD 1; `pd` is the PD of every loan, `rho` the asset correlation, `level` the confidence.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

from pipelines.errors import Refused
from pipelines.stats.bivariate_normal import bivariate_normal_cdf
from pipelines.stats.correlation import conditional_pd


def vasicek_quantile(pd: float, rho: float, level: ArrayLike) -> NDArray[np.float64]:
    """The share that is not exceeded with probability `level`: the VaR.

    N((G(pd) + sqrt(rho) G(level)) / sqrt(1 - rho)). Raises Refused for a PD or level outside 0 to
    1, or a correlation outside [0, 1).
    """
    _check(pd, rho, level)
    return conditional_pd(pd, rho, ndtri(np.asarray(level, dtype=float)))


def vasicek_cdf(pd: float, rho: float, share: ArrayLike) -> NDArray[np.float64]:
    """The probability that the loss is `share` at most.

    N((sqrt(1 - rho) G(share) - G(pd)) / sqrt(rho)). Raises Refused as `vasicek_quantile`, and for
    a correlation of 0, whose loss is the PD itself.
    """
    _check(pd, rho, share)
    if rho == 0:
        raise Refused("without correlation the loss of a large pool is its PD: it has no spread")
    level = ndtri(np.asarray(share, dtype=float))
    return np.asarray(ndtr((np.sqrt(1 - rho) * level - ndtri(pd)) / np.sqrt(rho)))


def vasicek_sd(pd: float, rho: float) -> float:
    """The standard deviation of the loss: sqrt(N2(G(pd), G(pd); rho) - pd^2)."""
    _check(pd, rho, 0.5)
    threshold = float(ndtri(pd))
    return float(np.sqrt(max(bivariate_normal_cdf(threshold, threshold, rho) - pd**2, 0.0)))


def vasicek_shortfall(pd: float, rho: float, level: float) -> float:
    """The mean loss of the worst 1 - `level`: N2(G(pd), -G(level); sqrt(rho)) / (1 - level).

    Acerbi & Tasche (2002) for the measure; the integral of the quantile over the tail is the
    bivariate normal distribution function. Raises Refused as `vasicek_quantile`.
    """
    _check(pd, rho, level)
    both = bivariate_normal_cdf(float(ndtri(pd)), -float(ndtri(level)), float(np.sqrt(rho)))
    return both / (1 - level)


def _check(pd: float, rho: float, level: ArrayLike) -> None:
    """Raise Refused for arguments of which the formulae say nothing."""
    inner = np.asarray(level, dtype=float)
    if not 0 <= pd <= 1 or not np.all((inner > 0) & (inner < 1)):
        raise Refused(
            f"a PD from 0 to 1 and levels between 0 and 1 are needed, not {pd} and {inner.tolist()}"
        )
    if not 0 <= rho < 1:
        raise Refused(f"an asset correlation from 0 to below 1 is needed, not {rho}")
