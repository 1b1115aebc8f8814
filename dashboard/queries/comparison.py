"""Two models on the cases both were judged on."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard import formats
from dashboard.queries import models
from dashboard.queries.store import version
from pipelines.model import Manifest
from pipelines.stats.intervals import Interval, auc_difference_interval, jeffreys_interval

USUAL_APPROVAL = 0.5


@dataclass(frozen=True)
class Comparison:
    """AUC difference on `n` common cases, and who swaps where both approve the same number."""

    n: int
    difference: Interval
    approved: int
    swaps: pd.DataFrame


def compare(first: Manifest, second: Manifest) -> Comparison | None:
    """First against second, or None where they share no bads or no goods.

    `swaps` has who, n, bads, rate and interval: the cases whose PD is among the `approved` lowest
    by both models, by one only, by neither. As many are approved as the book's offers approve.
    """
    cases = models.judged(first).join(models.judged(second), rsuffix="_other", how="inner")
    if cases.empty or cases["bad"].nunique() < 2:
        return None
    approved = round(_approval_share() * len(cases))
    taken = [cases[name].rank(method="first") <= approved for name in ("pd", "pd_other")]
    groups = {
        "both": taken[0] & taken[1],
        f"{first.model_id} only": taken[0] & ~taken[1],
        f"{second.model_id} only": ~taken[0] & taken[1],
        "neither": ~taken[0] & ~taken[1],
    }
    return Comparison(
        n=len(cases),
        difference=auc_difference_interval(cases["bad"], cases["score"], cases["score_other"]),
        approved=approved,
        swaps=pd.DataFrame([_group(who, cases.loc[flag, "bad"]) for who, flag in groups.items()]),
    )


def _approval_share() -> float:
    share = models.read("models_approval", version().version_id)["share"].iloc[0]
    return USUAL_APPROVAL if pd.isna(share) else float(share)


def _group(who: str, bad: pd.Series) -> dict[str, object]:
    n, bads = len(bad), int(bad.sum())
    if not n:
        return {"who": who, "n": 0, "bads": 0, "rate": np.nan, "interval": formats.NO_VALUE}
    found = jeffreys_interval(bads, n)
    return {
        "who": who,
        "n": n,
        "bads": bads,
        "rate": found.estimate,
        "interval": f"{formats.rate(found.low)} to {formats.rate(found.high)}",
    }
