"""A random LGD: Beta distributed, driven by a standard normal, tabulated for the simulation."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri
from scipy.stats import beta, chi2

from pipelines.errors import Refused

Floats = NDArray[np.float64]
REACH, PER_UNIT = 6.0, 64
NOISE_LEVELS = 4096
NODES = np.arange(-REACH * PER_UNIT, REACH * PER_UNIT + 1) / PER_UNIT
THRESHOLDS, SCALES = 64, 64


def lgd_curve(mean: float, sd: float) -> Floats:
    """How far the LGD lies above its mean, at normals from -6 to 6 in steps of 1/64.

    The quantile of the Beta distribution of that mean and standard deviation at N(z), less the mean
    that the table itself gives, so that no expected loss is added. Raises Refused for a spread that
    no LGD between 0 and 1 can have.
    """
    if sd**2 >= mean * (1 - mean):
        raise Refused(
            f"no LGD of mean {mean:.3f} has a standard deviation of {sd:g}: lower sd in [lgd] of "
            "the loss model"
        )
    size = mean * (1 - mean) / sd**2 - 1
    lgd = np.asarray(beta.ppf(ndtr(NODES), mean * size, (1 - mean) * size))
    weight = np.exp(-(NODES**2) / 2)
    return np.asarray(lgd - (lgd * weight).sum() / weight.sum())


def lgd_noise(systematic: float) -> Floats:
    """The LGD's own part of its normal, as 4,096 equally likely values of the right mean."""
    edges = ndtri(np.arange(NOISE_LEVELS + 1) / NOISE_LEVELS)
    density = np.exp(-(edges**2) / 2) / np.sqrt(2 * np.pi)
    return np.asarray(-np.diff(density) * NOISE_LEVELS * np.sqrt(1 - systematic))


def scale_for(lgd: Floats, mean: float) -> Floats:
    """By how much the curve's deviations are shrunk so that this loan's LGD stays from 0 to 1."""
    return np.minimum(1.0, np.minimum(lgd / mean, (1 - lgd) / max(1 - mean, 1e-12)))


def deviation_given_default(
    curve: Floats, threshold: Floats, correlation: float, degrees: int
) -> Floats:
    """The curve's mean over a loan's defaults, for each default threshold of an asset return.

    Defaults come in bad times, and in bad times LGD is high: with `correlation` between the LGD's
    normal and the asset return (negative), P(default | z) = N((c s - r z) / sqrt(1 - r^2)), where
    s is the t copula's scale and 1 for the Gaussian. Integrated over z on the curve's nodes, over
    s at the midpoints of 64 equal shares, and interpolated between 64 thresholds.
    """
    found = np.zeros(len(threshold))
    finite = np.isfinite(threshold)
    if not finite.any() or correlation == 0:
        return found
    at = np.linspace(threshold[finite].min(), threshold[finite].max(), THRESHOLDS)
    middle = (np.arange(SCALES) + 0.5) / SCALES
    scales = np.sqrt(chi2.ppf(middle, degrees) / degrees) if degrees else np.ones(1)
    weight = np.exp(-(NODES**2) / 2)
    moved = at[:, None, None] * scales[:, None] - correlation * NODES
    default = ndtr(moved / np.sqrt(1 - correlation**2)).mean(axis=1) * weight
    found[finite] = np.interp(threshold[finite], at, default @ curve / default.sum(axis=1))
    return found
