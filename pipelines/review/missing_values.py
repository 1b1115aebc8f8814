"""A missing value never counts as a good one.

Purpose: show that nobody is scored safer for leaving out what would have spoken against them.
Mechanism: for every feature with an expected direction, real applications are scored with the
feature missing and with its riskiest known value in the book. A violation is an application that
scores safer with the value missing.
Signs of high risk: a feature that was never missing among the cases the model was fitted on: the
model then has no place for a missing value and treats it as the smallest one.
Strengths: tests the registered model as it is; finds what no measure on the fitted cases shows.
Limitations: a sample of applications; only features with an expected direction have a safe end.
"""

import numpy as np

from pipelines.review import sweeps
from pipelines.review.proof import SHOWN, Case, Result
from pipelines.stats.monotone import SLACK, largest_fall


def missing_values(case: Case) -> Result:
    """Count the applications and features where missing scores below the riskiest known value."""
    rows = sweeps.sampled_rows(case)
    falls = {}
    for name, sign in sweeps.directions(case).items():
        riskiest = sweeps.safe_to_risky(case.table.frame[name], sign)[-1:]
        if len(riskiest):
            ends = np.append(riskiest, np.nan)
            falls[name] = largest_fall(sweeps.sweep(case, rows, name, ends))
    wrong = {name: fall for name, fall in falls.items() if (fall > SLACK).any()}
    met = case.table.frame[list(wrong)].isna().any(axis=1).sum()
    return Result(
        n=sum(len(fall) for fall in falls.values()),
        of="comparisons",
        violations=sum(int((fall > SLACK).sum()) for fall in wrong.values()),
        found=f"{len(wrong)} of {len(falls)} constrained features score safer when missing; "
        f"{met:,} applications in the book lack a value of those",
        threshold="missing never scores below the riskiest known value",
        examples=sweeps.examples(case, wrong, SHOWN),
    )
