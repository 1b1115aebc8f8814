"""Do two explanations give the same applicants the same reasons?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Codes = tuple[str, ...]


@dataclass(frozen=True)
class Agreement:
    """How far the reasons of `n` applicants return in a second explanation.

    `same` is the share with the same reasons in any order, `first` with the same first one, `kept`
    the mean share of an applicant's reasons that return; `lost` counts the applicants of whose
    reasons fewer than half return.
    """

    n: int
    same: float
    first: float
    kept: float
    lost: int


def agreement(stated: Sequence[Codes], again: Sequence[Codes]) -> Agreement:
    """Hold the reasons of the same applicants, in the same order, against each other."""
    pairs = [(a, b) for a, b in zip(stated, again, strict=True) if a]
    if not pairs:
        return Agreement(0, np.nan, np.nan, np.nan, 0)
    kept = np.array([len({*a} & {*b}) / len(a) for a, b in pairs])
    return Agreement(
        n=len(pairs),
        same=float(np.mean([{*a} == {*b} for a, b in pairs])),
        first=float(np.mean([a[:1] == b[:1] for a, b in pairs])),
        kept=float(kept.mean()),
        lost=int((kept < 0.5).sum()),
    )
