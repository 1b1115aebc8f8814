"""Contributions and permutation importance rank the drivers alike.

Purpose: show by a second method, which knows nothing of the first, what drives the model.
Mechanism: on up to 1,000 of the cases the model was judged on, driver groups are ranked by the mean
of their joint |contribution| and by how much the log loss to be expected from the model's own PDs
rises when the group's features are permuted together (mean of three); Spearman's correlation.
Signs of high risk: a low correlation: contributions then say something else than the scores do.
Strengths: whole groups are permuted, so that features which stand in for each other do not hide
each other; the expected loss is free of the luck of a few defaults.
Limitations: loss weighs rare large parts more than the mean does; permuting parts a group from
those it goes together with; what the outcomes themselves say is reported beside it and not judged,
since few defaults rank it poorly.
"""

from scipy.special import expit

from pipelines.explain.leaf_tables import leaf_tables
from pipelines.model import judged_cases
from pipelines.review import group_reliance as reliance
from pipelines.review.proof import SHOWN, Case, Result

LEAST = 0.62
"""What two unrelated rankings of 14 groups reach once in a hundred."""


def permutation_agreement(case: Case) -> Result:
    """Compare both rankings; a correlation below `LEAST` is the violation."""
    judged = judged_cases(case.settings, case.model.model_id)
    judged = judged[judged.index.isin(case.table.frame.index)]
    judged = judged.sample(min(reliance.CASES, len(judged)), random_state=1)
    rows = case.table.frame.loc[judged.index]
    if rows.empty:
        return Result(0, "judged cases", 0, "none of the judged cases is in the book", _threshold())
    scores, again = case.model.score(rows), reliance.permuted_scores(case, rows)
    parts = reliance.by_contributions(case, leaf_tables(case.model.booster), rows)
    permuted = reliance.loss_rises(scores, again, expit(scores))
    observed = reliance.loss_rises(scores, again, judged["bad"].to_numpy(dtype=float))
    found = reliance.rank_correlation(parts, permuted)
    return Result(
        n=len(rows),
        of="judged cases",
        violations=int(not found >= LEAST),
        found=f"rank correlation {found:.2f} over {len(parts)} driver groups; with the outcomes of "
        f"{int(judged['bad'].sum())} bads {reliance.rank_correlation(parts, observed):.2f}",
        threshold=_threshold(),
        examples=_apart(parts, permuted) if not found >= LEAST else (),
    )


def _threshold() -> str:
    return f"a rank correlation of at least {LEAST}"


def _apart(parts: reliance.Reliance, permuted: reliance.Reliance) -> tuple[str, ...]:
    """The groups whose places differ most."""
    one, other = (sorted(r, key=lambda group: -r[group]) for r in (parts, permuted))
    gaps = sorted(one, key=lambda group: -abs(one.index(group) - other.index(group)))
    return tuple(
        f"{group}: place {one.index(group) + 1} by contributions, {other.index(group) + 1} permuted"
        for group in gaps[:SHOWN]
    )
