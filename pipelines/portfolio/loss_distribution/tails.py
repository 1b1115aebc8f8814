"""Value at risk and expected shortfall of simulated losses, with their standard errors."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A simulated figure and its standard error, in the same unit."""

    value: float
    standard_error: float


@dataclass(frozen=True)
class Tail:
    """The loss not exceeded with probability `level`, and the mean of the worst 1 - `level`."""

    level: float
    var: Estimate
    shortfall: Estimate


def mean_and_sd(losses: Floats) -> tuple[Estimate, Estimate]:
    """Mean and standard deviation; the latter's error is sqrt((m4 - sd^4) / n) / (2 sd)."""
    n, mean, sd = len(losses), float(losses.mean()), float(losses.std())
    fourth = float(((losses - mean) ** 4).mean())
    error = np.sqrt(max(fourth - sd**4, 0.0) / n) / (2 * sd) if sd else 0.0
    return Estimate(mean, sd / n**0.5), Estimate(sd, float(error))


def tail(ordered: Floats, level: float) -> Tail:
    """VaR and expected shortfall at `level` of losses in rising order.

    VaR is the smallest loss whose share of scenarios reaches `level`. Its rank has the binomial
    standard deviation sqrt(n level (1 - level)), so its error is half the gap between the losses
    that many ranks below and above, whatever the distribution (David & Nagaraja 2003, section 7.1).
    Expected shortfall is the mean of the worst n (1 - level) scenarios, the last in part (Acerbi &
    Tasche 2002); its error is sqrt([var of the tail + level (ES - VaR)^2] / [n (1 - level)])
    (Manistre & Hancock 2005).
    """
    n = len(ordered)
    place = var_place(n, level)
    var = float(ordered[place])
    reach = np.sqrt(n * level * (1 - level))
    low, high = (int(np.clip(np.round(place + step), 0, n - 1)) for step in (-reach, reach))
    weights = tail_weights(n, level)
    worst = ordered[place:]
    shortfall = float(weights @ worst)
    spread = float(weights @ (worst - shortfall) ** 2)
    error = np.sqrt((spread + level * (shortfall - var) ** 2) / (n * (1 - level)))
    return Tail(
        level,
        Estimate(var, float(ordered[high] - ordered[low]) / 2),
        Estimate(shortfall, float(error)),
    )


def var_place(n: int, level: float) -> int:
    """The place of the VaR among n losses in rising order."""
    return min(max(int(np.ceil(n * level - 1e-9)) - 1, 0), n - 1)


def tail_weights(n: int, level: float) -> Floats:
    """The weights of the losses from the VaR on in the expected shortfall; they sum to 1."""
    place, beyond = var_place(n, level), n * (1 - level)
    weights = np.full(n - place, 1 / beyond)
    weights[0] = 1 - weights[1:].sum()
    return weights
