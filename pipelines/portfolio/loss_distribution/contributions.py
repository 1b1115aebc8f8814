"""Who the losses come from: each loan's part of expected loss, VaR and expected shortfall."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.portfolio.loss import OpenLoans
from pipelines.portfolio.loss_distribution.pool import Pool
from pipelines.portfolio.loss_distribution.simulation import attributed
from pipelines.portfolio.loss_distribution.tails import tail_weights, var_place

Floats = NDArray[np.float64]
WINDOW = 0.1
"""How far the scenarios taken for the VaR reach, as a share of those beyond it."""


@dataclass(frozen=True)
class Contribution:
    """One segment's or merchant's part of the book's figures at `level`; money in cents.

    Over one dimension `expected_cents` sums to the expected loss, `var_cents` to the VaR and
    `shortfall_cents` to the expected shortfall of the simulation.
    """

    key: str
    loans: int
    exposure_cents: float
    expected_cents: float
    var_cents: float
    shortfall_cents: float


@dataclass(frozen=True)
class LoanContributions:
    """Each open loan's part of VaR and expected shortfall, in the order of OpenLoans; cents."""

    level: float
    var_cents: Floats
    shortfall_cents: Floats


def loan_contributions(
    pool: Pool, loans: int, losses: Floats, level: float, seed: int
) -> LoanContributions:
    """Each loan's mean loss in the scenarios of the tail, and about the VaR.

    Euler's allocation: a loan's part of the expected shortfall is its mean loss given the tail
    (Tasche 1999), and these sum to it exactly. Its part of the VaR is its mean loss in the
    scenarios ranked next to it (Epperlein & Smillie 2006), scaled so that the parts sum to the VaR.
    """
    order = np.argsort(losses, kind="stable")
    n, place = len(losses), var_place(len(losses), level)
    reach = max(int(WINDOW * n * (1 - level)), 1)
    near = order[max(place - reach, 0) : place + reach + 1]
    about = attributed(pool, seed, near, np.full(len(near), 1 / len(near)))
    seen = about.sum()
    var = about * (losses[order[place]] / seen) if seen else about
    shortfall = attributed(pool, seed, order[place:], tail_weights(n, level))
    return LoanContributions(level, _placed(pool, loans, var), _placed(pool, loans, shortfall))


def _placed(pool: Pool, loans: int, values: Floats) -> Floats:
    found = np.zeros(loans)
    found[pool.row] = values
    return found


def by_key(
    loans: OpenLoans, keys: NDArray[np.object_], parts: LoanContributions
) -> tuple[Contribution, ...]:
    """The parts of loans summed by `keys`, largest part of the expected shortfall first."""
    names, place = np.unique(keys.astype(str), return_inverse=True)

    def summed(values: Floats) -> Floats:
        return np.bincount(place, weights=values, minlength=len(names)).astype(float)

    columns = zip(
        names.tolist(), np.bincount(place).tolist(), summed(loans.ead_cents).tolist(),
        summed(loans.expected_loss_cents).tolist(), summed(parts.var_cents).tolist(),
        summed(parts.shortfall_cents).tolist(), strict=True,
    )  # fmt: skip
    found = [Contribution(*row) for row in columns]
    return tuple(sorted(found, key=lambda part: (-part.shortfall_cents, part.key)))
