"""Reasons against a baseline do not hang on which rows were drawn for it.

Purpose: show that the reasons given beside a named baseline are the applicant's, not the draw's.
Mechanism: for each baseline two reference sets are drawn from the book without a row in common, as
large as the one kept with the model or half of what there is; up to 200 applications that the score
turned away are explained against both, and have the same reasons or not.
Signs of high risk: reasons that change with the draw: the sets are too small, or reasons tie.
Strengths: exact contributions, so nothing but the draw differs; every baseline is told apart.
Limitations: one pair of draws; the order of the reasons may differ.
"""

from pipelines.explain.leaf_tables import leaf_tables
from pipelines.explain.model_rows import model_rows
from pipelines.explain.reason_agreement import Codes
from pipelines.explain.reference_sets import LABELS, two_draws
from pipelines.review.proof import SHOWN, Case, Result
from pipelines.review.score_declines import ScoreDeclines, score_declines

SHARE = 0.95


def reason_stability_draws(case: Case) -> Result:
    """Count, over all baselines, the applications whose reasons differ between two draws."""
    declines = score_declines(case)
    differ = {name: differing(*codes_of_draws(declines, name)) for name in LABELS}
    sampled = len(declines.rows)
    n = sampled * len(differ)
    shares = [
        f"{LABELS[name].lower()} {1 - len(places) / sampled:.0%}"
        for name, places in differ.items()
        if sampled
    ]
    return Result(
        n=n,
        of="explanations of applications turned away by the score",
        violations=sum(map(len, differ.values())),
        found=f"the same reasons in both draws: {', '.join(shares) or 'nobody to explain'}",
        threshold=f"at least {SHARE:.0%} over all baselines",
        examples=tuple(
            f"{declines.rows.index[place]}, against {LABELS[name].lower()}"
            for name, places in differ.items()
            for place in places
        )[:SHOWN],
        tolerated=int((1 - SHARE) * n + 1e-9),
    )


def codes_of_draws(declines: ScoreDeclines, name: str) -> tuple[list[Codes], list[Codes]]:
    """The reasons of the sampled applications against each of two draws of that baseline."""
    model, frame = declines.case.model, declines.case.table.frame
    draws = two_draws(name, declines.pds, declines.cut_off)
    first, second = (
        declines.codes(leaf_tables(model.booster, reference=model_rows(model, frame.iloc[places])))
        for places in (draws.first, draws.second)
    )
    return first, second


def differing(first: list[Codes], second: list[Codes]) -> list[int]:
    """The places of those whose reasons differ, whatever their order."""
    pairs = zip(first, second, strict=True)
    return [place for place, (one, other) in enumerate(pairs) if {*one} != {*other}]
