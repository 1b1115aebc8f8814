"""What a pool of finitely many names adds to the tail of one of infinitely many."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

Floats = NDArray[np.float64]


def herfindahl(exposures: ArrayLike) -> float:
    """HHI: the sum of squared shares, 1 / n for n equal exposures; 0 where there is none."""
    amounts = np.asarray(exposures, dtype=float)
    total = amounts.sum()
    return float(((amounts / total) ** 2).sum()) if total else 0.0


def granularity_adjustment(
    loss: ArrayLike, pd: ArrayLike, rho: float, level: float, *, loss_sd: ArrayLike = 0.0
) -> float:
    """What single names add to the VaR of the one-factor limit, in the unit of `loss`.

    One entry an obligor: `loss` is what its default costs on average, `loss_sd` the standard
    deviation of that, `pd` its PD. With m and v the mean and variance of the pool's loss given the
    factor x, the adjustment is -1 / (2 n(x)) d/dx [n(x) v / m'], that is
    [x v / m' + v m'' / m'^2 - v' / m'] / 2 at x = G(level) (Martin & Wilde 2002; Gordy 2003; Emmer
    & Tasche 2005, with the adjustment of name concentration that Gordy & Luetkebohmert 2013 apply
    to CreditRisk+). 0 where nothing hangs on the factor.
    """
    amount, probability = np.asarray(loss, dtype=float), np.asarray(pd, dtype=float)
    spread = np.broadcast_to(np.asarray(loss_sd, dtype=float), amount.shape)
    if rho <= 0 or not amount.size:
        return 0.0
    x = float(ndtri(level))
    given, slope, bend = _conditional(probability, rho, x)
    m1, m2 = float((amount * slope).sum()), float((amount * bend).sum())
    if m1**2 <= 0:
        return 0.0
    squares = amount**2 + spread**2
    v = float((squares * given - (amount * given) ** 2).sum())
    v1 = float((squares * slope - 2 * amount**2 * given * slope).sum())
    return 0.5 * (x * v / m1 + v * m2 / m1**2 - v1 / m1)


def _conditional(pd: Floats, rho: float, x: float) -> tuple[Floats, Floats, Floats]:
    """Each PD given the factor at x, and its first and second derivative in x."""
    step = np.sqrt(rho / (1 - rho))
    with np.errstate(divide="ignore"):
        z = ndtri(pd) / np.sqrt(1 - rho) + step * x
    finite = np.where(np.isfinite(z), z, 0.0)
    density = np.where(np.isfinite(z), np.exp(-(finite**2) / 2) / np.sqrt(2 * np.pi), 0.0)
    return ndtr(z), density * step, -finite * density * step**2
