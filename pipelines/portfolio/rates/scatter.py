"""How much the moves of single months scatter beyond the chance of single loans."""

import numpy as np

from pipelines.portfolio.rates.moves import Floats, Moves
from pipelines.portfolio.rates.projection import by_age
from pipelines.portfolio.rates.statuses import OLDEST, OPEN, STATUSES

LEAST_SHARE = 1e-9


def month_scatter(found: Moves) -> Floats:
    """For each open status the correlation of the moves of two loans in one month; 0 if alone.

    By moments of the Dirichlet-multinomial (Mosimann 1962): Pearson's chi-square of the months
    against what the ages on the book let expect, by its degrees of freedom, is 1 + rho (n - 1).
    """
    months = len(found.month_ends)
    shape = (months, OLDEST + 1, len(OPEN), len(STATUSES))
    key = found.month * (OLDEST + 1) + found.age
    counts = found.by(key, shape[0] * shape[1]).reshape(shape)
    rates = by_age(counts.sum(axis=0))[:, : len(OPEN), :]
    expected = (counts.sum(axis=-1, keepdims=True) * rates).sum(axis=1)
    seen = counts.sum(axis=1)
    return np.array([_rho(seen[:, row], expected[:, row]) for row in range(len(OPEN))])


def shocks(rho: Floats, shares: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """Factors by which one month's moves from each open status differ from their usual shares.

    `shares` are open status by status; the factors, draw by open status by status, come from a
    Dirichlet about them with the concentration that `rho` means, and are one where it is zero.
    """
    factors = np.ones((draws, *shares.shape))
    for row, correlation in enumerate(rho):
        there = shares[row] > LEAST_SHARE
        if correlation > 0 and there.sum() > 1:
            alpha = shares[row][there] * (1 - correlation) / correlation
            factors[:, row, there] = rng.dirichlet(alpha, size=draws) / shares[row][there]
    return factors


def _rho(seen: Floats, expected: Floats) -> float:
    n = expected.sum(axis=1)
    there = expected.sum(axis=0) > LEAST_SHARE
    freedom = (int((n > 0).sum()) - 1) * (int(there.sum()) - 1)
    size = float((n**2).sum() / n.sum()) if n.sum() else 0.0
    if freedom < 1 or size <= 1:
        return 0.0
    gaps = (seen - expected) ** 2
    chi_square = float(
        np.divide(gaps, expected, out=np.zeros_like(gaps), where=expected > LEAST_SHARE).sum()
    )
    return float(np.clip((chi_square / freedom - 1) / (size - 1), 0.0, 0.5))
