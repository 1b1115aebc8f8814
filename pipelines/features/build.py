"""Filling merchant_days, features and feature_catalogue in a draft of the history."""

import duckdb
import pandas as pd

from pipelines.features.catalogue import catalogue
from pipelines.features.compose import features_sql
from pipelines.store import reset_table, sql_text


def build_features(con: duckdb.DuckDBPyConnection) -> int:
    """Compute every feature of every application; returns the number of applications.

    A feature of an application counts an event only if it happened and was known before the day
    of `applied_at`.
    """
    reset_table(con, "merchant_days")
    con.execute(sql_text(__file__, "sql/merchant_days.sql"))
    con.execute(f"create or replace table features as {features_sql()}")
    _store_catalogue(con)
    return len(con.table("features"))


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
            "sql": feature.sql,
        }
        for feature in catalogue()
    ]
    con.register("definitions", pd.DataFrame(listed))
    con.execute(sql_text(__file__, "sql/feature_catalogue.sql"))
    con.unregister("definitions")
