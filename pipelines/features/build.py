"""Filling the pre-aggregates, features and feature_catalogue in a draft of the history."""

import hashlib
from dataclasses import dataclass

import duckdb
import pandas as pd

from pipelines.features.catalogue import catalogue
from pipelines.features.compose import features_sql
from pipelines.features.days import build_days, build_loan_days, extend_days, new_days
from pipelines.store import reset_table, sql_text

BATCH_ROWS = 4_000_000
DUCKDB = "duckdb"
PREPARED = ("merchant_days", "market_days", "loan_instalments", "loan_days")
"""The tables, and the SQL beside them, that a build makes before the features themselves."""


@dataclass(frozen=True)
class FeatureBuild:
    """What a build left and did: applications with features, and how many of them it computed.

    `is_whole` says that everything was built from nothing.
    """

    applications: int
    computed: int
    is_whole: bool


def build_features(con: duckdb.DuckDBPyConnection, *, batch_rows: int = BATCH_ROWS) -> FeatureBuild:
    """Compute every feature of every application from nothing.

    A feature of an application counts an event only if it happened and was known before the day
    of `applied_at`.
    """
    build_days(con, batch_rows=batch_rows)
    build_loan_days(con)
    asked = sql_text(__file__, "sql/asked_all.sql")
    con.execute(f"create or replace table features as {features_sql(asked=asked)}")
    record_build(con, engine=DUCKDB)
    applications = len(con.table("features"))
    return FeatureBuild(applications, applications, is_whole=True)


def extend_features(
    con: duckdb.DuckDBPyConnection, *, batch_rows: int = BATCH_ROWS
) -> FeatureBuild:
    """Compute the features of applications that have none, or whose features may have changed.

    Whatever became known on a day is seen by no application of that day or before. So rows
    imported since the last build leave all applications alone that were made up to the first day
    they touch, and all merchant-days but their own. Where there is no last build, or another
    catalogue made it, everything is built from nothing.
    """
    through = _built_through(con)
    if through is None:
        return build_features(con, batch_rows=batch_rows)
    computed = _extend(con, through)
    record_build(con, engine=DUCKDB)
    return FeatureBuild(len(con.table("features")), computed, is_whole=False)


def record_build(con: duckdb.DuckDBPyConnection, *, engine: str) -> None:
    """Note in the store what its features were built from, and the catalogue that defines them."""
    reset_table(con, "feature_builds")
    con.execute(
        sql_text(__file__, "sql/record_build.sql"),
        {"catalogue_digest": catalogue_digest(), "engine": engine},
    )
    _store_catalogue(con)


def catalogue_digest() -> str:
    """SHA-256 over all SQL that makes the features: equal digests, equal definitions."""
    texts = [features_sql(), *(sql_text(__file__, f"sql/{name}.sql") for name in PREPARED)]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def _built_through(con: duckdb.DuckDBPyConnection) -> int | None:
    """The last import that the stored features count; None where all must be built anew."""
    found = con.execute(sql_text(__file__, "sql/last_build.sql")).fetchall()
    if not found or found[0][1] != catalogue_digest():
        return None
    return int(found[0][0])


def _extend(con: duckdb.DuckDBPyConnection, through_import: int) -> int:
    """Build what imports after `through_import` may have changed; returns applications computed."""
    new = new_days(con, through_import=through_import)
    if new.first_change is None:
        return 0
    extend_days(con, new, through_import=through_import)
    build_loan_days(con)
    con.execute(sql_text(__file__, "sql/forget_features.sql"), {"first_change": new.first_change})
    before = len(con.table("features"))
    asked = sql_text(__file__, "sql/asked_missing.sql")
    con.execute(f"insert into features {features_sql(asked=asked)}")
    return len(con.table("features")) - before


def _store_catalogue(con: duckdb.DuckDBPyConnection) -> None:
    listed = [
        {
            "name": feature.name,
            "label": feature.label,
            "meaning": feature.meaning,
            "unit": feature.unit,
            "window_days": feature.window_days,
            "feed": feature.feed,
            "direction": feature.direction,
            "driver_group": feature.group,
            "reason": feature.reason,
            "owner": feature.owner,
            "scored": feature.scored,
            "sql": feature.sql,
        }
        for feature in catalogue()
    ]
    con.register("definitions", pd.DataFrame(listed))
    con.execute(sql_text(__file__, "sql/feature_catalogue.sql"))
    con.unregister("definitions")
