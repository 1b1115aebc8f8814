"""How far a lender's own approvals narrow what its figures can say about all applicants."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

COVERED = 0.99
"""The quantile of the labelled cases' PDs up to which they are taken to cover the risk."""
REACH = 10.0
STEPS = 4_001


@dataclass(frozen=True)
class RangeRestriction:
    """How much of the applicants' risk the labelled cases cover; shares in [0, 1].

    `beyond` is the share of declined whose PD lies above `covered_pd`, which 99 % of the labelled
    cases stay below: what a model says of those it never saw repaid or defaulted.
    """

    approval_share: float
    covered_pd: float
    beyond: float
    mean_pd_labelled: float
    mean_pd_declined: float


def range_restriction(labelled_pd: ArrayLike, declined_pd: ArrayLike) -> RangeRestriction:
    """Compare the PDs of labelled and declined under one model; ValueError where either is empty.

    The approval share counts the labelled as approved: pass cases of the same time.
    """
    labelled, declined = (np.asarray(p, dtype=float) for p in (labelled_pd, declined_pd))
    if not len(labelled) or not len(declined):
        raise ValueError("needs at least one labelled and one declined case")
    covered = float(np.quantile(labelled, COVERED))
    return RangeRestriction(
        approval_share=len(labelled) / (len(labelled) + len(declined)),
        covered_pd=covered,
        beyond=float((declined > covered).mean()),
        mean_pd_labelled=float(labelled.mean()),
        mean_pd_declined=float(declined.mean()),
    )


def auc_on_approved(
    auc: float, *, base_rate: float, approval_share: float, correlation: float = 1.0
) -> float:
    """Return the AUC to expect on the approved alone, given the AUC on all applicants.

    Binormal: the score is N(0, 1) for goods and N(sqrt(2) Phi^-1(auc), 1) for bads (Hanley 1988).
    The best `approval_share` by a prior score are approved; within each class that score is the new
    one times `correlation` plus independent normal noise: 1 is approval by the new score itself, 0
    at random, which leaves the AUC as it is. By quadrature, exact to 1e-4.
    ValueError unless auc, base rate and share lie within (0, 1) and the correlation in [0, 1].
    """
    _check(auc, base_rate, approval_share, correlation)
    distance = float(np.sqrt(2) * ndtri(auc))
    score = np.linspace(-REACH - abs(distance), REACH + abs(distance), STEPS)
    goods, bads = _normal(score, 0.0), _normal(score, distance)
    everyone = (1 - base_rate) * goods + base_rate * bads

    def approved(cut: float) -> NDArray[np.float64]:
        return _chance_below(cut, correlation * score, np.sqrt(1 - correlation**2))

    reach = float(score[-1]) + REACH
    cut = brentq(lambda c: float(everyone @ approved(c)) - approval_share, -reach, reach)
    return _area(goods * approved(cut), bads * approved(cut))


def _check(auc: float, base_rate: float, approval_share: float, correlation: float) -> None:
    """ValueError unless every argument is in its range."""
    shares = {"auc": auc, "base rate": base_rate, "approval share": approval_share}
    for name, value in shares.items():
        if not 0 < value < 1:
            raise ValueError(f"{name} is {value}: it must lie between 0 and 1")
    if not 0 <= correlation <= 1:
        raise ValueError(f"correlation is {correlation}: it must lie in [0, 1]")


def _normal(score: NDArray[np.float64], mean: float) -> NDArray[np.float64]:
    """Return normal masses on the grid, sum 1."""
    mass = np.exp(-((score - mean) ** 2) / 2)
    return np.asarray(mass / mass.sum())


def _chance_below(cut: float, mean: NDArray[np.float64], sd: float) -> NDArray[np.float64]:
    """P(prior score < cut) at each point of the grid; half a grid step of noise where it has none.

    Without it the share approved would move in steps of the grid.
    """
    least = (mean[1] - mean[0]) / 2
    return np.asarray(ndtr((cut - mean) / max(sd, least)))


def _area(goods: NDArray[np.float64], bads: NDArray[np.float64]) -> float:
    """P(bad above good) + half the ties, of masses on one grid."""
    below = np.cumsum(goods) - goods / 2
    return float(below @ bads / (goods.sum() * bads.sum()))
