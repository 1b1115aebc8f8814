"""A random LGD: Beta distributed, driven by a standard normal, tabulated for the simulation."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri
from scipy.stats import beta

from pipelines.errors import Refused

Floats = NDArray[np.float64]
REACH, PER_UNIT = 6.0, 64
NOISE_LEVELS = 4096


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
    z = np.arange(-REACH * PER_UNIT, REACH * PER_UNIT + 1) / PER_UNIT
    lgd = np.asarray(beta.ppf(ndtr(z), mean * size, (1 - mean) * size))
    weight = np.exp(-(z**2) / 2)
    return np.asarray(lgd - (lgd * weight).sum() / weight.sum())


def lgd_noise(systematic: float) -> Floats:
    """The LGD's own part of its normal, as 4,096 equally likely values of the right mean."""
    edges = ndtri(np.arange(NOISE_LEVELS + 1) / NOISE_LEVELS)
    density = np.exp(-(edges**2) / 2) / np.sqrt(2 * np.pi)
    return np.asarray(-np.diff(density) * NOISE_LEVELS * np.sqrt(1 - systematic))


def scale_for(lgd: Floats, mean: float) -> Floats:
    """By how much the curve's deviations are shrunk so that this loan's LGD stays from 0 to 1."""
    return np.minimum(1.0, np.minimum(lgd / mean, (1 - lgd) / max(1 - mean, 1e-12)))
