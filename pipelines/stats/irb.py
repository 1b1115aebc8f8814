"""The Basel capital formula: what a loan must be backed with under the internal ratings approach.

"International Convergence of Capital Measurement and Capital Standards", Basel Committee, June
2006: paragraphs 272-273 (corporate, small and medium firms) and 328-330 (retail); the factor 1.06
is not in it. Capital is for unexpected loss in a year at 99.9 %, as a share of the exposure.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from pipelines.errors import Refused
from pipelines.stats.correlation import conditional_pd

AssetClass = Literal["corporate", "sme", "mortgage", "qrre", "other retail"]
LEVEL = 0.999
USUAL_MATURITY = 2.5
SMALLEST_SALES, LARGEST_SALES = 5.0, 50.0
"""Sales in millions of euros between which a firm counts as small or medium."""


def asset_correlation_of(
    pd: ArrayLike, asset_class: AssetClass, *, sales: float = SMALLEST_SALES
) -> NDArray[np.float64]:
    """R by PD and class; `sales` of an SME in millions of euros, of which 5 to 50 count."""
    probability = np.asarray(pd, dtype=float)
    if asset_class == "mortgage":
        return np.full(probability.shape, 0.15)
    if asset_class == "qrre":
        return np.full(probability.shape, 0.04)
    if asset_class == "other retail":
        return _falling(probability, 0.16, 0.03, 35)
    correlation = _falling(probability, 0.24, 0.12, 50)
    if asset_class == "corporate":
        return correlation
    size = min(max(sales, SMALLEST_SALES), LARGEST_SALES)
    return correlation - 0.04 * (1 - (size - 5) / 45)


def _falling(
    pd: NDArray[np.float64], first: float, last: float, speed: float
) -> NDArray[np.float64]:
    """From `first` at PD 0 to `last` at PD 1, exponentially."""
    weight = (1 - np.exp(-speed * pd)) / (1 - np.exp(-speed))
    return np.asarray(last * weight + first * (1 - weight))


def maturity_slope(pd: ArrayLike) -> NDArray[np.float64]:
    """b = (0.11852 - 0.05478 ln PD)^2."""
    return np.asarray((0.11852 - 0.05478 * np.log(np.asarray(pd, dtype=float))) ** 2)


def maturity_factor(pd: ArrayLike, maturity: float = USUAL_MATURITY) -> NDArray[np.float64]:
    """(1 + (M - 2.5) b) / (1 - 1.5 b); `maturity` M in years."""
    slope = maturity_slope(pd)
    return np.asarray((1 + (maturity - USUAL_MATURITY) * slope) / (1 - 1.5 * slope))


def irb_capital(
    pd: ArrayLike,
    lgd: ArrayLike,
    asset_class: AssetClass = "other retail",
    *,
    sales: float = SMALLEST_SALES,
    maturity: float = USUAL_MATURITY,
) -> NDArray[np.float64]:
    """K = LGD [N((G(PD) + sqrt(R) G(.999)) / sqrt(1 - R)) - PD].

    For firms times the maturity factor. 0 for a PD of 0 or 1: nothing is unexpected. Raises
    Refused for a PD or LGD outside 0 to 1.
    """
    probability, part = np.asarray(pd, dtype=float), np.asarray(lgd, dtype=float)
    if not (np.all((probability >= 0) & (probability <= 1)) and np.all((part >= 0) & (part <= 1))):
        raise Refused("PD and LGD must be from 0 to 1: correct the ones outside")
    uncertain = (probability > 0) & (probability < 1)
    inner = np.where(uncertain, probability, 0.5)
    correlation = asset_correlation_of(inner, asset_class, sales=sales)
    capital = part * (conditional_pd(inner, correlation, ndtri(LEVEL)) - inner)
    if asset_class in ("corporate", "sme"):
        capital = capital * maturity_factor(inner, maturity)
    return np.asarray(np.where(uncertain, capital, 0.0))


def risk_weight(capital: ArrayLike) -> NDArray[np.float64]:
    """RW = 12.5 K: the weight of which 8 % is the capital."""
    return np.asarray(12.5 * np.asarray(capital, dtype=float))
