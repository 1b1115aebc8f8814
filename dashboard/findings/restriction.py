"""What the Models page says about whom its figures speak for."""

from collections.abc import Sequence

from dashboard import formats
from dashboard.queries.restriction import Reach


def nobody_left_out(n: int) -> str:
    """The sentence of a book in which (almost) everybody has an outcome, or too few do."""
    return (
        f"The figures speak for the {n:,} judged applications; too few others are scored, or too "
        "few were lent to, to say how these differ from all who applied."
    )


def reach(seen: Reach, judged: float, whole: Sequence[float | None]) -> str:
    """Whom the judged cases leave out, and what the AUC on all may be."""
    found = seen.found
    text = (
        f"{formats.rate(found.beyond)} of the {seen.others:,} applications that were not lent to "
        f"have a PD above {formats.pd(found.covered_pd)}, which 99 % of the {seen.lent:,} lent to "
        f"stay below: their mean PD is {formats.pd(found.mean_pd_declined)} against "
        f"{formats.pd(found.mean_pd_labelled)}."
    )
    known = sorted(area for area in whole if area is not None)
    if not known:
        return text
    span = f"{known[0]:.2f}" if len(known) == 1 else f"{known[0]:.2f} to {known[-1]:.2f}"
    return (
        f"{text} If lending followed a ranking like the model's, its AUC of {judged:.3f} on those "
        f"lent to stands for about {span} on all who applied."
    )


def assumptions(seen: Reach) -> str:
    """Under which assumptions the curves hold."""
    return (
        f"Scores normal in both classes, {formats.rate(seen.base_rate)} of all who applied bad "
        f"(the model's mean PD), {formats.rate(seen.found.approval_share)} lent to: an "
        f"orientation, no estimate. n = {seen.lent + seen.others:,}."
    )
