"""What merchants have in common in one simulation, and the mean correlation that gives a book."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.errors import Refused
from pipelines.portfolio.loss import OpenLoans
from pipelines.portfolio.loss_distribution.model import LossModel, Variant
from pipelines.stats.granularity import herfindahl


@dataclass(frozen=True)
class Dependence:
    """Shares of the variance of a merchant's asset return, and the copula.

    The asset return is sqrt(market) G + sqrt(industry) I + sqrt(region) R + sqrt(own) E with
    standard normal parts; a loan defaults where it falls below the quantile of its PD. `degrees` is
    0 for the Gaussian copula; otherwise returns are divided by sqrt(chi-square / degrees), the same
    for all. `mean_correlation` is that of two loans drawn from the book by exposure: a one-factor
    model with it is the fair comparison.
    """

    market: float
    industry: float
    region: float
    degrees: int
    lgd_sd: float
    lgd_systematic: float
    mean_correlation: float

    @property
    def shared(self) -> float:
        """The share that two merchants of one industry and region have in common."""
        return self.market + self.industry + self.region


def dependence_of(loans: OpenLoans, model: LossModel, variant: Variant) -> Dependence:
    """The dependence of `variant` on that book.

    Its mean correlation is market + industry x HHI of industries + region x HHI of regions. One
    factor takes all of it as market, so that the two differ by structure and not by level. Raises
    Refused for a correlation outside 0 to 0.99.
    """
    industries, regions = _hhi(loans, loans.industry), _hhi(loans, loans.region)
    by_sector = model.industry * industries + model.region * regions
    wanted = variant.correlation
    mean = model.market + by_sector if wanted is None else wanted
    if not 0 <= mean <= 0.99:
        raise Refused(f"an asset correlation from 0 to 0.99 is needed, not {mean:g}")
    kept = min(1.0, mean / by_sector) if by_sector else 1.0
    multi = variant.factors == "multi"
    return Dependence(
        market=mean - kept * by_sector if multi else mean,
        industry=kept * model.industry if multi else 0.0,
        region=kept * model.region if multi else 0.0,
        degrees=model.degrees if variant.copula == "t" else 0,
        lgd_sd=model.lgd_sd if variant.random_lgd else 0.0,
        lgd_systematic=model.lgd_systematic if variant.random_lgd else 0.0,
        mean_correlation=mean,
    )


def _hhi(loans: OpenLoans, sector: NDArray[np.object_]) -> float:
    """The chance that two units of exposure stand in one sector."""
    _, place = np.unique(sector.astype(str), return_inverse=True)
    return herfindahl(np.bincount(place, weights=loans.ead_cents)) if len(loans) else 0.0
