"""A model that learned nothing is explained differently.

Purpose: show that contributions tell of what the model learned, and not of how its features happen
to be spread.
Mechanism: a model with the champion's parameters is fitted on up to 1,000 of the known cases with
their outcomes shuffled; driver groups are ranked by the mean of their joint |contribution| in both,
and up to 200 applications that the score turned away are given reasons by both.
Signs of high risk: the same ranking: an explanation that a meaningless model shares is of the data.
Strengths: the sanity check of Adebayo et al. (2018), on the same algorithm, data and method.
Limitations: one shuffle; a ranking of few groups agrees by chance up to about half.
"""

from dataclasses import replace

import numpy as np
from catboost import CatBoostClassifier

from pipelines.errors import Refused
from pipelines.explain.leaf_tables import leaf_tables
from pipelines.explain.reason_agreement import agreement
from pipelines.model import DEFAULT
from pipelines.model.data import training_data
from pipelines.model.fit import Fitter, Parameters
from pipelines.model.label import SHORTFALL
from pipelines.model.progress import Watch
from pipelines.review import group_reliance as reliance
from pipelines.review.proof import Case, Result
from pipelines.review.score_declines import score_declines

MOST = 0.7
CASES = 1_000
SEED = 7


def randomised_model(case: Case) -> Result:
    """Compare the rankings; a correlation of `MOST` or above is the violation."""
    threshold = f"a rank correlation below {MOST}"
    try:
        random = leaf_tables(fit_randomised(case))
    except Refused as refused:
        return Result(0, "known cases", 0, f"no second model to compare: {refused}", threshold)
    own, declines = leaf_tables(case.model.booster), score_declines(case)
    rows = case.table.frame.sample(min(CASES, len(case.table.frame)), random_state=1)
    learned, nothing = (reliance.by_contributions(case, t, rows) for t in (own, random))
    found = reliance.rank_correlation(learned, nothing)
    same = agreement(declines.codes(own), declines.codes(random))
    return Result(
        n=len(rows),
        of="applications",
        violations=int(found >= MOST),
        found=f"rank correlation {found:.2f} over {len(learned)} driver groups; "
        f"{same.same:.0%} of {same.n} applications have the same reasons, contributions are "
        f"{sum(nothing.values()) / sum(learned.values()):.0%} as large",
        threshold=threshold,
    )


def fit_randomised(case: Case) -> CatBoostClassifier:
    """Fit on shuffled outcomes; Refused where the store has no outcomes to shuffle."""
    record, rng = case.model.manifest, np.random.default_rng(SEED)
    label = DEFAULT if record.label == DEFAULT else SHORTFALL
    data = training_data(case.history, label=label)
    if [feature.name for feature in data.features] != list(case.model.features):
        raise Refused("the features changed since the champion was trained: train again")
    shuffled = replace(data, bad=rng.permutation(data.bad))
    parameters, watch = Parameters(**record.parameters), Watch(1, None, None)
    fitter = Fitter(shuffled, parameters, SEED, case.settings.threads, watch)
    rows = rng.permutation(len(data.bad))[:CASES]
    return fitter.fit(rows, trees=record.trees, text="")
