"""The open loans laid out for the simulation: by merchant, merchants by cell and by PD."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import t as student

from pipelines.portfolio.loss import OpenLoans
from pipelines.portfolio.loss_distribution.dependence import Dependence
from pipelines.portfolio.loss_distribution.lgd_curve import (
    deviation_given_default,
    lgd_curve,
    lgd_noise,
    scale_for,
)

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Words = NDArray[np.uint64]
LANES = 64


class Pool(NamedTuple):
    """The arrays of one simulation; thresholds and loadings are over the merchant's own noise.

    An *obligor* is a merchant: its loans share one asset return, so that of two loans the one with
    the higher PD defaults first, and equal ones default together. A *cell* is the merchants of one
    industry and region; a *block* is up to 64 obligors of one cell that follow each other by
    falling threshold. `row` is the place in OpenLoans of each loan here; loans that cannot lose
    anything, or have no PD, are left out.
    """

    row: Places
    sectors: int
    loading: Floats
    degrees: int
    cell_industry: Places
    cell_region: Places
    block_cell: Places
    block_start: Places
    block_members: Words
    block_single: Words
    block_low: Floats
    block_high: Floats
    first_loan: Places
    single_threshold: Floats
    single_amount: Floats
    threshold: Floats
    amount: Floats
    spread: Floats
    lgd_curve: Floats
    lgd_noise: Floats
    lgd_link: float

    @property
    def obligors(self) -> int:
        """How many merchants may default."""
        return len(self.first_loan) - 1


def pool_of(loans: OpenLoans, dependence: Dependence) -> Pool:
    """Lay out the loans that have a PD above 0 and something to lose.

    Raises Refused where a random LGD of that standard deviation does not exist.
    """
    pd = np.nan_to_num(loans.pd)
    row = np.flatnonzero((pd > 0) & (loans.lgd * loans.ead_cents > 0))
    own = np.sqrt(1 - dependence.shared)
    threshold = _quantile(pd[row], dependence.degrees) / own
    order, first_loan, cell, cells = _arranged(loans, row, threshold, dependence)
    row, threshold = row[order], threshold[order]
    top = threshold[first_loan[:-1]]
    amount, spread, curve = _severity(loans, row, threshold * own, dependence)
    return Pool(
        row=row,
        loading=np.sqrt([dependence.market, dependence.industry, dependence.region]) / own,
        degrees=dependence.degrees,
        **cells,
        **_blocks(cell, first_loan, top),
        first_loan=first_loan,
        single_threshold=top,
        single_amount=amount[first_loan[:-1]],
        threshold=threshold,
        amount=amount,
        spread=spread,
        lgd_curve=curve,
        lgd_noise=lgd_noise(dependence.lgd_systematic),
        lgd_link=_link(dependence, float(own)),
    )


def _severity(
    loans: OpenLoans, row: Places, threshold: Floats, dependence: Dependence
) -> tuple[Floats, Floats, Floats]:
    """What each loan's default costs, how far a random LGD moves that, and the LGD's curve.

    Scaled so that the mean over a loan's defaults is its own LGD, itself a mean over defaults.
    """
    lgd, ead = loans.lgd[row], loans.ead_cents[row]
    if dependence.lgd_sd == 0 or not len(row):
        return lgd * ead, np.zeros(len(row)), np.empty(0)
    mean = float((lgd * ead).sum() / ead.sum())
    curve, scale = lgd_curve(mean, dependence.lgd_sd), scale_for(lgd, mean)
    correlation = -float(np.sqrt(dependence.lgd_systematic * dependence.shared))
    higher = deviation_given_default(curve, threshold, correlation, dependence.degrees)
    kept = lgd / (lgd + scale * higher)
    return lgd * ead * kept, ead * scale * kept, curve


def _quantile(pd: Floats, degrees: int) -> Floats:
    return np.asarray(student.ppf(pd, degrees) if degrees else ndtri(pd), dtype=float)


def _link(dependence: Dependence, own: float) -> float:
    """What turns a cell's factor over the own noise into the LGD's part of a standard normal."""
    if dependence.shared == 0:
        return 0.0
    return float(np.sqrt(dependence.lgd_systematic / dependence.shared)) * own


def _arranged(
    loans: OpenLoans, row: Places, threshold: Floats, dependence: Dependence
) -> tuple[Places, Places, Places, dict[str, Any]]:
    """The order of the loans, where each obligor's begin, each obligor's cell, and the cells."""
    _, merchant = np.unique(loans.merchant_id[row].astype(str), return_inverse=True)
    top = np.full(merchant.max(initial=-1) + 1, -np.inf)
    np.maximum.at(top, merchant, threshold)
    industry = _sector(loans.industry[row], dependence.industry)
    region = _sector(loans.region[row], dependence.region)
    regions = int(region.max(initial=0)) + 1
    in_default = np.isinf(top[merchant])
    key = (industry * regions + region) * 2 + in_default
    order = np.lexsort((-threshold, merchant, -top[merchant], key))
    starts = np.flatnonzero(np.diff(merchant[order], prepend=-1))
    found, cell = np.unique(key[order][starts], return_inverse=True)
    industries = int(industry.max(initial=0)) + 1
    cells: dict[str, Any] = {
        "sectors": 1 + industries + regions,
        "cell_industry": 1 + found // 2 // regions,
        "cell_region": 1 + industries + found // 2 % regions,
    }
    return order, np.append(starts, len(row)), cell, cells


def _sector(names: NDArray[np.object_], share: float) -> Places:
    """The number of each loan's sector; one for all where sectors do not matter."""
    if share == 0:
        return np.zeros(len(names), dtype=np.int64)
    return np.asarray(np.unique(names.astype(str), return_inverse=True)[1])


def _blocks(cell: Places, first_loan: Places, top: Floats) -> dict[str, Any]:
    """Runs of at most 64 obligors of one cell."""
    place = np.arange(len(cell))
    begins = np.flatnonzero(np.diff(cell, prepend=-1))
    inside = place - np.repeat(begins, np.diff(np.append(begins, len(cell))))
    start = np.flatnonzero(inside % LANES == 0)
    end = np.append(start[1:], len(cell))[: len(start)]
    lane = np.uint64(1) << (inside % LANES).astype(np.uint64)
    single = np.where(np.diff(first_loan) == 1, lane, np.uint64(0))
    return {
        "block_cell": cell[start],
        "block_start": start,
        "block_members": _joined(lane, start),
        "block_single": _joined(single, start),
        "block_low": top[end - 1],
        "block_high": top[start],
    }


def _joined(bits: Words, start: Places) -> Words:
    return np.bitwise_or.reduceat(bits, start) if len(start) else np.empty(0, dtype=np.uint64)
