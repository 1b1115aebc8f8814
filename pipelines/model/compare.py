"""Two models side by side, on the cases both were judged on."""

from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from pipelines.stats.intervals import Interval, auc_difference_interval, jeffreys_interval

USUAL_APPROVAL = 0.5


@dataclass(frozen=True)
class SwapGroup:
    """Cases approved by both models, by one only, or by neither; no rate where there are none."""

    who: str
    n: int
    bads: int
    rate: Interval | None


@dataclass(frozen=True)
class Comparison:
    """First model against second on `n` common cases: AUC of the first minus that of the second.

    `swaps` says who changes sides where each approves its `approved` cases of lowest PD.
    """

    first: str
    second: str
    n: int
    bads: int
    difference: Interval
    approved: int
    swaps: tuple[SwapGroup, ...]

    @property
    def better(self) -> str | None:
        """The model that ranks better beyond noise, if either does."""
        if self.difference.low <= 0 <= self.difference.high:
            return None
        return self.first if self.difference.estimate > 0 else self.second

    def to_json(self) -> dict[str, Any]:
        """The comparison for machines."""
        return asdict(self) | {"better": self.better}


def compare(
    names: tuple[str, str],
    judged: tuple[pd.DataFrame, pd.DataFrame],
    *,
    approval: float = USUAL_APPROVAL,
) -> Comparison | None:
    """Compare two models' judged cases; None where they share no bads or no goods.

    `approval` is the share of the common cases that each would approve.
    """
    cases = judged[0].merge(judged[1], left_index=True, right_index=True, suffixes=("", "_other"))
    if cases.empty or cases["bad"].nunique() < 2:
        return None
    approved = round(approval * len(cases))
    first, second = (cases[pd_].rank(method="first") <= approved for pd_ in ("pd", "pd_other"))
    groups = {
        "both": first & second,
        f"{names[0]} only": first & ~second,
        f"{names[1]} only": ~first & second,
        "neither": ~first & ~second,
    }
    return Comparison(
        first=names[0],
        second=names[1],
        n=len(cases),
        bads=int(cases["bad"].sum()),
        difference=auc_difference_interval(cases["bad"], cases["score"], cases["score_other"]),
        approved=approved,
        swaps=tuple(_group(who, cases.loc[flag, "bad"]) for who, flag in groups.items()),
    )


def _group(who: str, bad: pd.Series) -> SwapGroup:
    n, bads = len(bad), int(bad.sum())
    return SwapGroup(who, n, bads, jeffreys_interval(bads, n) if n else None)
