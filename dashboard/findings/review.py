"""What the Review page says about the proofs, the reasons and the groups."""

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard import formats
from pipelines.review import CHECKLIST, Cohort, Result, equal_rates_p_value

NOISE = 0.05
VERDICT_WORDS = {"pass": "Pass", "fail": "Fail", "not judged": "Not judged"}


def verdict(results: Mapping[str, Result]) -> str:
    """Whether the proofs hold, and which do not."""
    failed = [proof.title for proof in CHECKLIST if results[proof.name].verdict == "fail"]
    open_ = [proof.title for proof in CHECKLIST if results[proof.name].verdict == "not judged"]
    held = len(results) - len(failed) - len(open_)
    text = f"{held} of {len(results)} proofs hold"
    if failed:
        text += f"; failed: {', '.join(failed)}"
    if open_:
        text += f"; nothing to judge: {', '.join(open_)}"
    return f"{text}."


def may_be_approved(results: Mapping[str, Result], given: str) -> str | None:
    """Why a model with these results may not be signed off so, or None where it may."""
    failed = sum(result.verdict == "fail" for result in results.values())
    if given == "approved" and failed:
        proofs = formats.plural(failed, "proof has", "proofs have")
        return (
            f"{proofs} failed, so this cannot be approved as it is: approve with conditions and "
            "name them in the note, or reject."
        )
    return None


def reasons(table: pd.DataFrame, answers: Mapping[str, int]) -> str:
    """How many answers need reasons, and which reason is given most often."""
    others = sum(n for decision, n in answers.items() if decision != "approve")
    if not others:
        return "Every scored application is plainly approved, so no reason was given."
    first = table.iloc[0]
    unused = int((table["applications"] == 0).sum())
    text = (
        f"{formats.plural(others, 'answer')} other than a plain approval; the most frequent reason "
        f"is {first['group'].lower()} ({formats.rate(first['applications'] / others)} of them)"
    )
    if unused:
        text += f"; {formats.plural(unused, 'statement')} of {len(table)} given to nobody"
    return f"{text}."


def groups(found: Sequence[Cohort], by: str) -> str:
    """Whether groups with enough applications are approved at different rates, and which."""
    enough = [cohort for cohort in found if cohort.is_sufficient]
    if len(enough) < 2:
        return f"Insufficient evidence: fewer than two {by} groups are large enough to compare."
    ranked = sorted(enough, key=lambda cohort: cohort.approval.estimate)
    low, high = ranked[0], ranked[-1]
    ends = (
        f"from {formats.rate(low.approval.estimate)} ({low.name}) to "
        f"{formats.rate(high.approval.estimate)} ({high.name})"
    )
    p = equal_rates_p_value(enough)
    test = f"chi-square test of equal rates, p {'< 0.001' if p < 0.001 else f'= {p:.3f}'}"
    if p >= NOISE:
        return f"No difference in approval beyond noise between groups, {ends}; {test}."
    return f"Approval differs between groups by more than noise, {ends}; {test}."
