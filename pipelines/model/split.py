"""Which cases a model is judged on: later ones where time allows, otherwise held-out folds."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

from pipelines.errors import Refused
from pipelines.model.data import FEWEST, TrainingData

SHORTEST_SPAN = pd.Timedelta(days=183)
HOLD_OUT_SHARE = 0.25
HOLD_OUT_BADS = 30
"""The fewest bads, and goods, a hold-out may have."""
FOLDS = 5
REPEATS = 3
REPEAT_BELOW_BADS = 100
"""With fewer bads one division into folds is too much a matter of luck: it is repeated."""

Rows = NDArray[np.intp]
Fold = tuple[Rows, Rows]
"""Row numbers to fit on and row numbers to judge on."""


@dataclass(frozen=True)
class Split:
    """How the evaluation divides the cases; each repeat judges every judged case once.

    `is_out_of_time`: judged on a hold-out of later cases, rather than by cross-validation.
    """

    text: str
    repeats: tuple[tuple[Fold, ...], ...]
    is_out_of_time: bool


def split(data: TrainingData, *, seed: int) -> Split:
    """Out of time where that leaves enough bads on both sides, otherwise cross-validation."""
    return _out_of_time(data) or _cross_validation(data, seed=seed)


def stratified_folds(
    bad: NDArray[np.int64], merchants: NDArray[np.object_], *, folds: int, seed: int
) -> tuple[Fold, ...]:
    """Divide into folds of equal bad rate, all applications of a merchant in the same one.

    Refused where there are fewer merchants than folds.
    """
    different = len(set(merchants))
    if different < folds:
        raise Refused(
            f"The outcomes to learn from are of {different} merchants, too few for {folds} folds "
            "that share none: import outcomes of more merchants"
        )
    several = different < len(merchants)
    kind = StratifiedGroupKFold if several else StratifiedKFold
    divide = kind(n_splits=folds, shuffle=True, random_state=seed)
    return tuple(divide.split(bad, bad, merchants if several else None))


def new_merchants(data: TrainingData, fold: Fold) -> NDArray[np.bool_]:
    """Tell which of the judged cases are of merchants that none of the fitted ones is of."""
    fit, judge = fold
    return ~np.isin(data.merchants[judge], np.unique(data.merchants[fit].astype(str)))


def _out_of_time(data: TrainingData) -> Split | None:
    """Judge on the newest quarter what could have been fitted on its first day.

    Fitted on are the applications whose outcomes were known by then: those older than the time it
    took the typical repaid one to be known, defaults included, since leaving newer defaults in
    would raise the bad rate. This embargo keeps outcome windows from overlapping. A merchant may be
    on both sides: who asks again has repaid, so taking a returning merchant's earlier applications
    away would take only goods away. How well merchants new to the model are ranked is told apart
    (`new_merchants`).
    """
    if data.applied_at.max() - data.applied_at.min() < SHORTEST_SPAN:
        return None
    newest_first = data.applied_at.sort_values(ascending=False)
    cut = newest_first[int(len(newest_first) * HOLD_OUT_SHARE)].normalize()
    gap = (data.known_on - data.applied_at)[data.bad == 0].to_series().median()
    earlier = np.flatnonzero(data.applied_at < cut - gap)
    later = np.flatnonzero(data.applied_at >= cut)
    known_first = gap >= pd.Timedelta(0)
    judged = min(data.bad[later].sum(), (1 - data.bad[later]).sum())
    if not known_first or judged < HOLD_OUT_BADS or not _enough(data.bad[earlier]):
        return None
    text = (
        f"out of time: fitted on {len(earlier):,} applications up to {cut - gap:%Y-%m-%d}, judged "
        f"on {len(later):,} from {cut:%Y-%m-%d} ({gap.days} days between for outcomes to be known)"
    )
    return Split(text, (((earlier, later),),), is_out_of_time=True)


def _cross_validation(data: TrainingData, *, seed: int) -> Split:
    """Stratified folds, repeated where there are few bads."""
    repeats = REPEATS if data.bad.sum() < REPEAT_BELOW_BADS else 1
    divided = tuple(
        stratified_folds(data.bad, data.merchants, folds=FOLDS, seed=seed + repeat)
        for repeat in range(repeats)
    )
    grouped = "stratified, all applications of a merchant in one fold"
    text = f"{FOLDS}-fold cross-validation ({grouped})"
    if repeats > 1:
        text += f", {repeats} times; figures are of the repeat with the median AUC"
    return Split(text, divided, is_out_of_time=False)


def _enough(bad: NDArray[np.int64]) -> bool:
    """Tell whether there are enough bads and goods to fit on."""
    return bool(min(bad.sum(), len(bad) - bad.sum()) >= FEWEST)
