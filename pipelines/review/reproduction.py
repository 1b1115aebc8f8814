"""The champion reproduces every stored score and PD.

Purpose: show that the scores in the store are the champion's own, taken on the features in the
store, so that what is reviewed is what decides.
Mechanism: the champion scores the stored features of every application again; scores and
calibrated PDs must equal the stored ones.
Signs of high risk: scores of an earlier champion, features built anew since the scoring, edits.
Strengths: complete, no sample; covers model file, calibration, features and their order at once.
Limitations: would agree with a mistake that scoring and this proof share.
"""

import numpy as np

from pipelines.explain import TOLERANCE
from pipelines.review.proof import SHOWN, Case, Result
from pipelines.store import sql_text


def reproduction(case: Case) -> Result:
    """Count the applications whose stored score or PD differs from the champion's answer today."""
    stored = case.history.frame(sql_text(__file__, "sql/stored_scores.sql"))
    stored = stored.set_index("application_id").reindex(case.table.frame.index)
    score = case.model.score(case.table.frame)
    gap = np.maximum(
        np.abs(stored["score"].to_numpy(dtype=float) - score),
        np.abs(stored["pd"].to_numpy(dtype=float) - case.model.pd(score)),
    )
    foreign = (stored["model_id"] != case.model.model_id).to_numpy()
    wrong = ~(gap <= TOLERANCE) | foreign
    worst = float(np.nanmax(gap)) if np.isfinite(gap).any() else float("nan")
    return Result(
        n=len(stored) if stored["score"].notna().any() else 0,
        of="applications",
        violations=int(wrong.sum()) if stored["score"].notna().any() else 0,
        found=f"largest difference {worst:.1e}",
        threshold=f"score and PD equal to {TOLERANCE:.0e}, all by {case.model.model_id}",
        examples=tuple(map(str, stored.index[wrong][:SHOWN])),
    )
