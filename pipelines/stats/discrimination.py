"""How well a score separates bads from goods."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr
from scipy.stats import rankdata

from pipelines.stats.samples import two_classes


def auc(bad: ArrayLike, score: ArrayLike) -> float:
    """Area under the ROC curve: P(score of a bad > score of a good) + half the ties; in [0, 1].

    Mann-Whitney form, (sum of the bads' mid-ranks - m(m+1)/2) / (m n) (Hanley & McNeil 1982).
    """
    is_bad, values = two_classes(bad, score)
    bads = int(is_bad.sum())
    ranks = float(rankdata(values)[is_bad].sum())
    return (ranks - bads * (bads + 1) / 2) / (bads * (len(values) - bads))


def gini(bad: ArrayLike, score: ArrayLike) -> float:
    """Gini coefficient (accuracy ratio, Somers' D): 2 AUC - 1; in [-1, 1], 0 is chance."""
    return 2 * auc(bad, score) - 1


def ks(bad: ArrayLike, score: ArrayLike) -> float:
    """Kolmogorov-Smirnov distance: the largest gap between the goods' and bads' score CDFs; [0, 1].

    Taken between distinct scores only, so that ties count as one step.
    """
    is_bad, values = two_classes(bad, score)
    order = np.argsort(values, kind="stable")
    gap = np.cumsum(is_bad[order]) / is_bad.sum() - np.cumsum(~is_bad[order]) / (~is_bad).sum()
    last_of_tie = np.append(np.diff(values[order]) > 0, True)
    return float(np.abs(gap[last_of_tie]).max())


def average_precision(bad: ArrayLike, score: ArrayLike) -> float:
    """Area under the precision-recall curve: sum of (recall gained) x precision; in (0, 1].

    Steps down the distinct scores, riskiest first, so that ties count as one step; no interpolation
    (Davis & Goadrich 2006). Chance gives the bad rate.
    """
    is_bad, values = two_classes(bad, score)
    order = np.argsort(-values, kind="stable")
    last_of_tie = np.flatnonzero(np.append(np.diff(values[order]) != 0, True))
    caught = np.cumsum(is_bad[order])[last_of_tie]
    gained = np.diff(caught, prepend=0) / is_bad.sum()
    return float(np.sum(gained * caught / (last_of_tie + 1)))


def auc_drop_p_value(initial: float, current: float, standard_error: float) -> float:
    """P-value of "the AUC has not fallen", 1 - N((initial - current) / standard error); in [0, 1].

    The standard error is of the current AUC, the initial one is taken as known. Small means it
    ranks worse than at its validation (ECB, Instructions for reporting the validation results of
    internal models, 2019, section 2.5).
    """
    if not standard_error > 0:
        raise ValueError(f"a standard error is above 0, not {standard_error}")
    return float(ndtr((current - initial) / standard_error))
