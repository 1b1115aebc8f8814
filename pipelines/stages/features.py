"""The stage from raw rows to features, outcomes and the loan-month panel."""

import time
from dataclasses import dataclass

import duckdb

from pipelines.features import (
    FeatureBuild,
    build_features,
    build_features_on_spark,
    extend_features,
    publish_newest_features,
)
from pipelines.offers import load_policy
from pipelines.outcomes import build_outcomes, build_shortfalls, load_shortfall_rules
from pipelines.portfolio import build_loan_months
from pipelines.settings import Settings
from pipelines.stages.progress import Engine, Progress, require_history, silent
from pipelines.store import History, building


@dataclass(frozen=True)
class FeatureReport:
    """What the features stage left, in rows, `computed` of the applications computed anew.

    `outcomes` have a known default or repayment, `shortfalls` the proxy label.
    Computing merchant-days and features took `building_seconds`; `newest` merchants have their
    newest features in `serving/`, which took `serving_seconds`. The rest of `seconds` is outcomes
    and loan months, and publishing a version of the history.
    """

    version_id: str
    applications: int
    computed: int
    outcomes: int
    shortfalls: int
    loan_months: int
    newest: int
    building_seconds: float
    serving_seconds: float
    seconds: float


def build_feature_tables(
    settings: Settings,
    *,
    whole: bool = False,
    engine: Engine = "duckdb",
    progress: Progress | None = None,
) -> FeatureReport:
    """Build what the raw rows imply: features, instalments, outcomes and the loan-month panel.

    Features that no row imported since the last build can have changed are kept, unless `whole`.
    The engine spark builds all features from nothing; all else is DuckDB's.
    """
    report, started = progress or silent, time.perf_counter()
    require_history(settings)
    default = load_policy(settings.policy).default
    rules = load_shortfall_rules(settings.shortfall)
    with building(settings, change="features") as con:
        report(0.05, "features")
        begun = time.perf_counter()
        built = _build_features(con, settings, engine, whole=whole)
        building_seconds = time.perf_counter() - begun
        report(0.8, "outcomes")
        outcomes = build_outcomes(
            con, default_days=default.days_past_due, window_months=default.within_months
        )
        shortfalls = build_shortfalls(con, rules)
        report(0.9, "loan months")
        loan_months = build_loan_months(con)
    report(0.95, "newest features")
    published = time.perf_counter()
    with History(settings) as history:
        snapshot = publish_newest_features(settings, history)
    done = time.perf_counter()
    return FeatureReport(
        version_id=snapshot.version_id,
        applications=built.applications,
        computed=built.computed,
        outcomes=outcomes,
        shortfalls=shortfalls,
        loan_months=loan_months,
        newest=snapshot.merchants,
        building_seconds=building_seconds,
        serving_seconds=done - published,
        seconds=done - started,
    )


def _build_features(
    con: duckdb.DuckDBPyConnection, settings: Settings, engine: Engine, *, whole: bool
) -> FeatureBuild:
    if engine == "spark":
        return build_features_on_spark(con, master=settings.spark_master, folder=settings.store)
    return build_features(con) if whole else extend_features(con)
