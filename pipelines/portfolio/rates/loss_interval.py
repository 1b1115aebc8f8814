"""The loss of a pool whose loans share one factor: interval of single chances and common times."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.portfolio.rates.moves import Floats, Ints
from pipelines.stats.correlation import conditional_pd
from pipelines.stats.intervals import Interval

DRAWS = 4000
LEVEL = 0.95


@dataclass(frozen=True)
class PdBand:
    """Loans with much the same PD; money in cents.

    `pds` is the sum of their PDs, `expected_cents` of PD x cost of a default, `cost_cents` of the
    costs and `squared_cost` of their squares.
    """

    loans: int
    pds: float
    expected_cents: float
    cost_cents: float
    squared_cost: float


@dataclass(frozen=True)
class PoolLoss:
    """Expected loss in cents and expected defaults, each with its 95 % interval."""

    loss: Interval
    defaults: Interval


def loss_interval(bands: Sequence[PdBand], rho: float, developed: float, *, seed: int) -> PoolLoss:
    """What the pool loses when the share `developed` of its loss has shown.

    A factor common to all loans moves their PDs (Vasicek 2002), loans then default on their own,
    and each default costs what its timing lets it; equal seeds give equal bounds.
    """
    rng = np.random.default_rng(seed)
    factor = rng.standard_normal(DRAWS)
    losses, defaults = np.zeros(DRAWS), np.zeros(DRAWS)
    shown, scale = min(max(developed, 0.0), 1.0), max(developed, 1.0)
    for band in bands:
        chance = conditional_pd(band.pds / band.loans, rho, factor) * shown
        bad = rng.binomial(band.loans, np.clip(chance, 0.0, 1.0))
        defaults += bad
        losses += scale * _costs(band, bad, rng)
    expected = sum(band.expected_cents for band in bands) * max(developed, 0.0)
    return PoolLoss(
        _interval(expected, losses), _interval(sum(b.pds for b in bands) * shown, defaults)
    )


def _costs(band: PdBand, bad: Ints, rng: np.random.Generator) -> Floats:
    """What so many defaults of the band cost: their mean and, for chance, their spread."""
    mean = band.expected_cents / band.pds if band.pds else 0.0
    level = band.cost_cents / band.loans
    variance = max(band.squared_cost / band.loans - level**2, 0.0)
    return np.asarray(
        np.clip(bad * mean + np.sqrt(bad * variance) * rng.standard_normal(len(bad)), 0.0, None)
    )


def _interval(expected: float, draws: Floats) -> Interval:
    low, high = np.quantile(draws, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(expected), float(low), float(high), LEVEL)
