"""The score never moves against a feature's expected direction.

Purpose: show that no merchant is scored riskier for what must count in their favour, whatever the
rest of their application looks like.
Mechanism: for every feature with an expected direction, real applications are scored again with the
feature set to each of up to 21 quantiles of its values in the book, all else as it is. A violation
is an application whose score falls anywhere on the way from the safe end to the risky one.
Signs of high risk: any violation; CatBoost's constraints are known to fail once categories enter.
Strengths: tests the registered model as it is, on real applications, over the real range of values.
Limitations: a sample of applications and of values; says nothing of features without a direction.
"""

from pipelines.review import sweeps
from pipelines.review.proof import SHOWN, Case, Result
from pipelines.stats.monotone import SLACK, largest_fall


def monotonicity(case: Case) -> Result:
    """Count the sweeps, one per application and constrained feature, that turn the wrong way."""
    rows, directions = sweeps.sampled_rows(case), sweeps.directions(case)
    falls = {}
    for name, sign in directions.items():
        values = sweeps.safe_to_risky(case.table.frame[name], sign)
        if len(values) > 1:
            falls[name] = largest_fall(sweeps.sweep(case, rows, name, values))
    wrong = {name: fall for name, fall in falls.items() if (fall > SLACK).any()}
    return Result(
        n=sum(len(fall) for fall in falls.values()),
        of="sweeps",
        violations=sum(int((fall > SLACK).sum()) for fall in wrong.values()),
        found=f"{len(rows)} applications on {len(falls)} of {len(directions)} constrained features",
        threshold="no sweep may turn the wrong way",
        examples=sweeps.examples(case, wrong, SHOWN),
    )
