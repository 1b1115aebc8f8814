"""The bivariate normal distribution function."""

import numpy as np
from scipy.special import ndtr, owens_t


def bivariate_normal_cdf(h: float, k: float, rho: float) -> float:
    """P(X <= h, Y <= k) of standard normal X and Y whose correlation `rho` is within [-1, 1].

    By Owen's T: N2 = [N(h) + N(k)] / 2 - T(h, a) - T(k, b) - d, where a = (k / h - rho) / r,
    b = (h / k - rho) / r, r = sqrt(1 - rho^2), and d is 1/2 where h and k lie on different sides
    of zero (Owen 1956, equation 2.1).
    """
    if abs(rho) == 1:
        both = min(ndtr(h), ndtr(k))
        return float(both if rho == 1 else max(ndtr(h) + ndtr(k) - 1, 0.0))
    if np.isinf(h) or np.isinf(k):
        return float(ndtr(h) * ndtr(k)) if min(h, k) == -np.inf else float(ndtr(min(h, k)))
    if h == 0 and k == 0:
        return float(0.25 + np.arcsin(rho) / (2 * np.pi))
    apart = 0.5 if h * k < 0 or (h * k == 0 and h + k < 0) else 0.0
    return float((ndtr(h) + ndtr(k)) / 2 - _part(h, k, rho) - _part(k, h, rho) - apart)


def _part(h: float, k: float, rho: float) -> float:
    """Owen's T(h, (k / h - rho) / sqrt(1 - rho^2)), and its limit where h is 0."""
    if h == 0:
        return float(np.arctan(np.sign(k) * np.inf) / (2 * np.pi))
    return float(owens_t(h, (k / h - rho) / np.sqrt(1 - rho**2)))
