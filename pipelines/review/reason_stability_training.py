"""Reasons outlast a training: they return when the model is fitted again.

Purpose: show how far the reasons a merchant is given are theirs, and how far the training's luck.
Mechanism: when a model is validated it is fitted three times more, with another seed, on merchants
drawn anew with replacement, and on the cases up to a quarter of a year earlier; up to 200
applications above the cut-off are given reasons by each. A violation is an application of whose
reasons fewer than half return.
Signs of high risk: many violations; few applications with exactly the same reasons, for which the
pages that state reasons warn.
Strengths: whole trainings with the registered parameters and cases, not disturbed inputs.
Limitations: one fit of each kind; made when the model is trained, on the book of that day. Reasons
close to the fourth place change easily, where a model learned from few defaults most of all.
"""

from pipelines.explain.retrained_reasons import LABELS, read_retrained_reasons
from pipelines.review.proof import Case, Result

SHARE = 0.8


def reason_stability_training(case: Case) -> Result:
    """Count the applications, over all refits, that lose more than half of their reasons."""
    found = read_retrained_reasons(case.settings, case.model.model_id)
    refits = found.refits if found else {}
    n = sum(agreed.n for agreed in refits.values())
    told = [
        f"{LABELS[name]}: {agreed.kept:.0%} of reasons return, the same for {agreed.same:.0%}"
        for name, agreed in refits.items()
        if agreed.n
    ]
    return Result(
        n=n,
        of="explanations of applications above the cut-off",
        violations=sum(agreed.lost for agreed in refits.values()),
        found="; ".join(told) or "no refits beside the model: train it with its validation",
        threshold=f"at least {SHARE:.0%} keep half of their reasons or more",
        tolerated=int((1 - SHARE) * n + 1e-9),
    )
