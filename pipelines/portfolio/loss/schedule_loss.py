"""Loss over the life of one loan in equal principals, from its monthly hazards."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class LifeLoss:
    """PD over the life, expected loss in the principal's unit, and the mean EAD share."""

    pd: float
    expected_loss: float
    ead_share: float
    marginal_pd: tuple[float, ...]


def life_loss(principal: float, hazards: Sequence[float], lgd: float) -> LifeLoss:
    """Expected loss of equal principals with a hazard a month on the start-of-month balance.

    EL = sum over months of S(k-1) h(k) LGD B(k-1), B(k-1) = P (n - k + 1) / n, undiscounted;
    the EAD share is the balance at default over the principal, given a default.
    """
    rates = np.asarray(hazards, dtype=float)
    survived = np.concatenate(([1.0], np.cumprod(1 - rates)[:-1]))
    marginal = survived * rates
    owed = np.arange(len(rates), 0, -1) / len(rates)
    pd = float(marginal.sum())
    exposed = float(marginal @ owed)
    share = exposed / pd if pd else 0.0
    return LifeLoss(pd, principal * lgd * exposed, share, tuple(marginal.tolist()))


def scaled_marginals(pd: float, shares: Sequence[float]) -> tuple[float, ...]:
    """A loan's PD spread over its months by the shares of defaults that begin in each."""
    return tuple(pd * share for share in shares)
