"""Who asks, who is approved, who fails and what is lost, beside the published figures."""

import numpy as np
import pandas as pd

from pipelines.stats.correlation import AssetCorrelation, asset_correlation
from pipelines.stats.discrimination import auc
from pipelines.world.likeness.comparison import Comparison, Published, compare
from pipelines.world.likeness.files import WorldFiles, records
from pipelines.world.likeness.sales import UNPUBLISHED

BEST_SHARE = 0.70
# Recoveries come within 400 days of a charge-off: only older ones have shown their loss.
RECOVERED_BY = 410
# A loan's fifth instalment is due after five months and charged off some 130 days later.
CHARGED_OFF_BY = 290
# A loan of six equal principals is outstanding for 3.5 months on average.
YEARS_OUTSTANDING = 3.5 / 12
FEWEST_A_MONTH = 20

DERIVED = "derived from a 9 % base rate at AUC .76, 70 % approved"
ORDERS = Published(8_000, 12_000, "unconfirmed: larger than Kabbage's draws of 4.5k")
APPROVALS = Published(0.66, 0.74, "Fed SBCS 2023, online lenders: 70 %; ±4 points")
DEFAULTS = Published(
    0.083, 0.097, "base world: 9 ± .7 %, set so that approved NCO is near lenders'"
)
BEST = Published(0.040, 0.052, f"{DERIVED}: 4.56 %; 4.6 ± .6 %")
TRUE_AUC = Published(0.80, 0.88, "above the .74-.80 that models reach out of time")
OWED = Published(0.55, 0.65, "six equal instalments: about .6")
LOSS = Published(0.85, 0.89, "DBRS, Fora/Samson/Pearl: recoveries 11-13 %; .87 ± .02")
CORRELATION = Published(0.04, 0.12, "unconfirmed; Basel retail-other at 8 % PD: .038")
FRAUD = Published(0.005, 0.015, "derived from ABA Banking Journal, LexisNexis")
FRAUD_LOSS = Published(0.10, 0.15, "LexisNexis 2019-2022: 11 % of losses, up to 15 %")
CHARGE_OFF = Published(0.07, 0.10, "PayPal 2019: 7.4 %; derived for the base world: 8.1 %")


def lending_comparisons(world: WorldFiles) -> list[Comparison]:
    """Requests, approvals, defaults, loss and fraud of a world, in that order."""
    asked = requests(world)
    return [*_requests(asked), *_defaults(asked), _lent(world), *_losses(world, asked)]


def charge_off_comparison(rate: float, loans: int) -> Comparison:
    """A book's net charge-off a year, as the portfolio measures it on the imported loans."""
    return compare("net charge-off a year", CHARGE_OFF, rate, "%", loans, "loans")


def requests(world: WorldFiles) -> pd.DataFrame:
    """One row per application with its truth, by time; amounts in dollars, `tenure` in years."""
    return world.frame("requests")


def monthly_defaults(asked: pd.DataFrame) -> pd.DataFrame:
    """One row per month of application: applications and those that would default.

    Months with fewer than 20 applications are left out.
    """
    month = asked["applied_at"].dt.to_period("M").dt.to_timestamp()
    months = asked.groupby(month)["would_default"].agg(applications="size", defaults="sum")
    months = months[months["applications"] >= FEWEST_A_MONTH].rename_axis("month").reset_index()
    return months.assign(rate=months["defaults"] / months["applications"])


def correlation(asked: pd.DataFrame) -> AssetCorrelation:
    """One-factor fit of the monthly defaults: long-run PD and asset correlation rho."""
    months = monthly_defaults(asked)
    return asset_correlation(months["defaults"], months["applications"])


def _requests(asked: pd.DataFrame) -> list[Comparison]:
    n, of = len(asked), "applications"
    years = asked["tenure"].median()
    return [
        compare("order amount, median", ORDERS, asked["order_amount"].median(), "$", n, of),
        compare("time on the marketplace, median", UNPUBLISHED, years, "years", n, of),
        compare("approval rate", APPROVALS, asked["approved"].mean(), "%", n, of),
    ]


def _defaults(asked: pd.DataFrame) -> list[Comparison]:
    n, of = len(asked), "applications"
    bad, pd_ = asked["would_default"], asked["true_pd"]
    best = asked[pd_ <= pd_.quantile(BEST_SHARE)]
    fit = correlation(asked)
    return [
        compare("default rate, all applicants", DEFAULTS, bad.mean(), "%", n, of),
        compare("default rate, best 70 % by true PD", BEST, best["would_default"].mean(), "%",
                len(best), of),
        compare("AUC of the true PD", TRUE_AUC, auc(bad, pd_), "", n, of),
        compare("default correlation rho", CORRELATION, fit.rho, "", fit.periods, "months"),
    ]  # fmt: skip


def _lent(world: WorldFiles) -> Comparison:
    found = records(world.frame("lent", least_days=CHARGED_OFF_BY))[0]
    rate = found["lost"] / found["lent"] / YEARS_OUTSTANDING
    name = "net loss on principal lent, × 12 / 3.5"
    return compare(name, CHARGE_OFF, rate, "%", found["loans"], "loans")


def _losses(world: WorldFiles, asked: pd.DataFrame) -> list[Comparison]:
    lost = world.frame("charge_offs")
    net = lost["charged_off"] - lost["recovered"]
    old = lost[lost["days_since"] >= RECOVERED_BY]
    severity = (1 - old["recovered"] / old["charged_off"]).mean() if len(old) else np.nan
    owed = (lost["charged_off"] / lost["principal"]).mean()
    fraud = net[lost["is_fraud"]].sum() / net.sum()
    return [
        compare("principal owed at charge-off", OWED, owed, "%", len(lost), "charge-offs"),
        compare("loss given default, mean", LOSS, severity, "", len(old), "charge-offs"),
        compare("planned fraud, share of applications", FRAUD, asked["is_fraud"].mean(), "%",
                len(asked), "applications"),
        compare("planned fraud, share of net losses", FRAUD_LOSS, fraud, "%", len(lost),
                "charge-offs"),
    ]  # fmt: skip
