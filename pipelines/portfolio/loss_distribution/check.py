"""The closed formulae beside the simulation: Vasicek's pool, its limit loan by loan, and Basel."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from pipelines.portfolio.loss import OpenLoans
from pipelines.stats.correlation import conditional_pd
from pipelines.stats.granularity import granularity_adjustment, herfindahl
from pipelines.stats.irb import irb_capital
from pipelines.stats.vasicek import vasicek_quantile, vasicek_shortfall

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ClosedTail:
    """One level's figures by formula, in cents.

    `pool_var` and `pool_shortfall` are Vasicek's, for a pool of endlessly many equal loans
    with the book's mean PD; `limit_var` keeps each loan's own PD and amount but spreads it over
    endlessly many names; `granularity` is what the book's finite number of merchants adds to that.
    """

    level: float
    pool_var: float
    pool_shortfall: float
    limit_var: float
    granularity: float


@dataclass(frozen=True)
class ClosedForm:
    """What formulae with one factor and the Gaussian copula say of the book; money in cents.

    `correlation` is the book's mean asset correlation, `mean_pd` that of loans not yet in default,
    by what they may lose. `irb_cents` is expected loss plus Basel capital of other retail exposures
    at 99.9 %, whose own correlation is by PD and whose PD is of one year. `hhi` is of exposures by
    merchant, `effective_number` 1 / HHI.
    """

    correlation: float
    mean_pd: float
    tails: tuple[ClosedTail, ...]
    irb_cents: float
    hhi: float
    effective_number: float


def closed_form(
    loans: OpenLoans, correlation: float, levels: tuple[float, ...], lgd_sd: float
) -> ClosedForm | None:
    """The formulae's figures of that book; None where no loan is left that may or may not default.

    Loans in default lose their LGD for certain, which is added to each figure.
    """
    pd = np.nan_to_num(loans.pd)
    amount = loans.lgd * loans.ead_cents
    open_ = (pd > 0) & (pd < 1) & (amount > 0)
    if not open_.any():
        return None
    certain = float(amount[pd >= 1].sum())
    mean_pd = float(np.average(pd[open_], weights=amount[open_]))
    capital = irb_capital(pd, loans.lgd) * loans.ead_cents
    merchants = _by_merchant(loans, loans.ead_cents)
    hhi = herfindahl(merchants)
    names = _names(loans, open_)
    spread = names[0] * lgd_sd / float(amount.sum() / loans.ead_cents.sum())
    total = float(amount[open_].sum())
    tails = tuple(
        ClosedTail(
            level,
            certain + total * float(vasicek_quantile(mean_pd, correlation, level)),
            certain + total * vasicek_shortfall(mean_pd, correlation, level),
            certain + _limit(pd[open_], amount[open_], correlation, level),
            granularity_adjustment(*names, correlation, level, loss_sd=spread),
        )
        for level in levels
    )
    return ClosedForm(
        correlation, mean_pd, tails, float(loans.expected_loss_cents.sum() + capital.sum()),
        hhi, 1 / hhi,
    )  # fmt: skip


def _limit(pd: Floats, amount: Floats, correlation: float, level: float) -> float:
    return float((amount * conditional_pd(pd, correlation, ndtri(level))).sum())


def _by_merchant(loans: OpenLoans, values: Floats) -> Floats:
    _, place = np.unique(loans.merchant_id.astype(str), return_inverse=True)
    return np.bincount(place, weights=values).astype(float)


def _names(loans: OpenLoans, open_: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Each merchant's amount at stake, and the PD that keeps its expected loss."""
    stake = np.where(open_, loans.lgd * loans.ead_cents, 0.0)
    amount = _by_merchant(loans, stake)
    expected = _by_merchant(loans, stake * np.nan_to_num(loans.pd))
    held = amount > 0
    return amount[held], expected[held] / amount[held]
