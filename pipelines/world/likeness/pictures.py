"""What a world hides, laid out for drawing: true PDs, selection, months, and single cases."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import binom

from pipelines.errors import Refused
from pipelines.stats.correlation import AssetCorrelation, conditional_pd
from pipelines.stats.discrimination import auc
from pipelines.stats.intervals import jeffreys_interval
from pipelines.world.drivers import HIDDEN, SHOWN
from pipelines.world.likeness.files import WorldFiles

# Deciles of an index with AUC .76 at a base rate of 9 %, in the credit reference, section 5.3.
REFERENCE_DECILES = (
    0.0115, 0.0220, 0.0315, 0.0420, 0.0541, 0.0691, 0.0888, 0.1167, 0.1634, 0.3009,
)  # fmt: skip
# 95 % of a standard normal factor.
REACH = 1.96


def pd_deciles(asked: pd.DataFrame) -> pd.DataFrame:
    """One row per decile of the true PD, safest first: applications, mean PD, default rate and
    approval rate, and the PD of the reference's decile."""
    decile = (asked["true_pd"].rank(method="first") - 1) * 10 // len(asked) + 1
    rows = asked.groupby(decile.astype(int).rename("decile")).agg(
        applications=("true_pd", "size"),
        true_pd=("true_pd", "mean"),
        default_rate=("would_default", "mean"),
        approval_rate=("approved", "mean"),
    )
    return rows.reset_index().assign(reference=REFERENCE_DECILES)


def rates_by(asked: pd.DataFrame, group: Sequence[str]) -> pd.DataFrame:
    """One row per value of `group`: applications, defaults with their share of all, and the default
    rate with its Jeffreys interval (95 %)."""
    rows = (
        asked.groupby(pd.Series(group, index=asked.index, name="group"), sort=False)[
            "would_default"
        ]
        .agg(applications="size", defaults="sum")
        .reset_index()
    )
    ends = [
        jeffreys_interval(int(bad), int(n))
        for bad, n in zip(rows["defaults"], rows["applications"], strict=True)
    ]
    return rows.assign(
        share=rows["defaults"] / rows["defaults"].sum(),
        rate=[end.estimate for end in ends],
        low=[end.low for end in ends],
        high=[end.high for end in ends],
    )


def decision_of(asked: pd.DataFrame) -> list[str]:
    """Per application, what the old policy did with it."""
    return ["approved" if approved else "declined" for approved in asked["approved"]]


def cause_of(asked: pd.DataFrame) -> list[str]:
    """Per application, what stands behind it: planned fraud, acute distress, or neither."""
    return list(
        np.select(
            [asked["is_fraud"], asked["in_distress"]],
            ["planned fraud", "acute distress"],
            "neither",
        )
    )


def with_bands(months: pd.DataFrame, fit: AssetCorrelation) -> pd.DataFrame:
    """The monthly defaults with two 95 % bands: what chance alone would leave them in at the
    long-run PD, and what the fitted common factor adds."""
    n = months["applications"]
    return months.assign(
        chance_low=binom.ppf(0.025, n, fit.pd) / n,
        chance_high=binom.ppf(0.975, n, fit.pd) / n,
        factor_low=float(conditional_pd(fit.pd, fit.rho, -REACH)),
        factor_high=float(conditional_pd(fit.pd, fit.rho, REACH)),
    )


def driver_ranks(asked: pd.DataFrame) -> pd.DataFrame:
    """One row per driver, weakest first: its AUC alone (in the direction in which it ranks risk),
    and whether the sales history shows or hides it."""
    rows = [(name, "shown") for name in SHOWN] + [(name, "hidden") for name in HIDDEN]
    found = pd.DataFrame(rows, columns=["driver", "seen"])
    bad = asked["would_default"]
    alone = np.array([auc(bad, asked[f"driver_{name}"]) for name in found["driver"]])
    return found.assign(auc=np.maximum(alone, 1 - alone)).sort_values("auc", ignore_index=True)


def distress_case(world: WorldFiles) -> str:
    """Id of a merchant that borrowed in distress and failed, one in which it shows well.

    Refused where there is none.
    """
    return _first(world.frame("distress_case"), "failed in distress")


def fraud_case(world: WorldFiles, scheme: str) -> str:
    """Id of a large merchant that struck by a fraud scheme; Refused where there is none."""
    return _first(world.frame("fraud_case", scheme=scheme), f'struck by "{scheme}"')


def _first(cases: pd.DataFrame, what: str) -> str:
    if cases.empty:
        raise Refused(f"no merchant of so small a world {what}: draw more merchants")
    return str(cases["merchant_id"].iloc[0])


def weekly_sales(world: WorldFiles, merchant_id: str) -> pd.DataFrame:
    """One row per week of a merchant: dollars and orders, and of them those in round sums."""
    return world.frame("weeks", merchant_id=merchant_id)


def bank_balances(world: WorldFiles, merchant_id: str) -> pd.DataFrame:
    """One row per day with movements at a merchant's bank: the balance after them, in dollars."""
    return world.frame("balances", merchant_id=merchant_id)
