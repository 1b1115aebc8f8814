"""Realised against predicted: every quarter of applications whose outcomes have arrived."""

from datetime import date

import pandas as pd

from pipelines.model import ModelPolicy
from pipelines.monitoring.records import Basis, Realised
from pipelines.stats.calibration_tests import jeffreys_p_value
from pipelines.stats.intervals import Interval, auc_interval, jeffreys_interval

LATER: Basis = "later"
BASES: tuple[Basis, ...] = ("fitted", "judged", LATER)


def vintages(
    cases: pd.DataFrame, judged: pd.DataFrame, policy: ModelPolicy
) -> tuple[Realised, ...]:
    """One row a quarter of applications and basis, oldest first.

    Cases the model learned from count only in quarters that have no others. Those it was judged on
    have the PD of their judgement, by a model that had not seen them.
    """
    known = cases.dropna(subset=["bad"])
    at_judgement = judged["pd"].reindex(known.index)
    known = known.assign(
        pd=at_judgement.where(known["basis"] == "judged", known["pd"]),
        quarter=known["applied_at"].dt.to_period("Q").dt.start_time,
        is_fitted=known["basis"] == "fitted",
    )
    has_others = ~known.groupby("quarter")["is_fitted"].transform("all")
    shown = known[~(known["is_fitted"] & has_others)]
    parts = [
        (day, basis, shown[(shown["quarter"] == day) & (shown["basis"] == basis)])
        for day in sorted(shown["quarter"].unique())
        for basis in BASES
    ]
    return tuple(
        realised(part, basis, policy, quarter=pd.Timestamp(day).date())
        for day, basis, part in parts
        if len(part)
    )


def realised_since(cases: pd.DataFrame, policy: ModelPolicy) -> Realised | None:
    """All outcomes that came after the training; None before there are any."""
    later = cases[cases["basis"] == LATER]
    return realised(later, LATER, policy) if len(later) else None


def realised(
    part: pd.DataFrame, basis: Basis, policy: ModelPolicy, *, quarter: date | None = None
) -> Realised:
    """Compare the mean PD of the cases (columns bad, pd) with their default rate."""
    n, bads, mean_pd = len(part), int(part["bad"].sum()), float(part["pd"].mean())
    p_value = jeffreys_p_value(bads, n, mean_pd)
    return Realised(
        quarter=quarter,
        basis=basis,
        n=n,
        bads=bads,
        mean_pd=mean_pd,
        rate=jeffreys_interval(bads, n),
        p_value=p_value,
        light=policy.light(p_value),
        auc=_auc(part, bads, policy.monitoring.fewest_per_class),
    )


def _auc(part: pd.DataFrame, bads: int, fewest: int) -> Interval | None:
    if min(bads, len(part) - bads) < fewest:
        return None
    return auc_interval(part["bad"], part["pd"])
