"""Every stored explanation adds up to its score.

Purpose: show that base plus contributions is the score of every application in the store, so that
no reason rests on a part of the score that is not there.
Mechanism: for each application, |score - base - sum of its stored contributions|, over all rows.
Signs of high risk: any row above the tolerance, or a score without contributions.
Strengths: complete, no sample; reads what pages and notices read, not what the model would answer.
Limitations: says that the parts add up, not that they are the right parts.
"""

from pipelines.explain import TOLERANCE
from pipelines.review.proof import SHOWN, Case, Result
from pipelines.store import sql_text


def additivity(case: Case) -> Result:
    """Count the stored scores that their contributions miss by more than 1e-9 log-odds."""
    errors = case.history.frame(sql_text(__file__, "sql/additivity.sql"))
    missed = errors[~(errors["error"] <= TOLERANCE)]
    worst = 0.0 if errors.empty else float(errors["error"].max(skipna=False))
    return Result(
        n=len(errors),
        of="scored applications",
        violations=len(missed),
        found=f"largest error {worst:.1e} log-odds",
        threshold=f"at most {TOLERANCE:.0e} on every row",
        examples=tuple(
            f"{row.application_id}: error {row.error:.1e}"
            for row in missed.head(SHOWN).itertuples()
        ),
    )
