"""The features built on Spark: the same SQL, over Parquet copies of the store's raw rows."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pipelines.features.build import FeatureBuild, record_build
from pipelines.features.compose import features_sql
from pipelines.features.days import FEEDS, build_loan_days
from pipelines.features.engines.session import spark_package, spark_session
from pipelines.store import reset_table, sql_text

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SPARK = "spark"
READ = (*FEEDS, "merchants", "applications", "loan_days")
"""The tables that the SQL reads besides those it makes itself."""
WORKPLACE = "history.building.spark"


def build_features_on_spark(
    con: duckdb.DuckDBPyConnection, *, master: str, folder: Path
) -> FeatureBuild:
    """Compute every feature of every application from nothing, as `build_features` does, on Spark.

    Rows go to Spark, and come back, as Parquet in a folder of their own within `folder`, which
    every worker of `master` must see under the same path; it is removed in the end. Raises
    `Refused` where Spark is not installed or gives up.
    """
    build_loan_days(con)
    with _workplace(folder) as place, spark_session(master) as spark:
        _hand_over(con, spark, place)
        for name, text in statements().items():
            _materialise(spark, name, text, place)
            _take_back(con, name, text, place)
    record_build(con, engine=SPARK)
    applications = len(con.table("features"))
    return FeatureBuild(applications, applications, is_whole=True)


def statements() -> dict[str, str]:
    """What Spark computes, by the table it fills, in order; each may read those before it."""
    days = {
        name: sql_text(__file__, f"../sql/{name}.sql") for name in ("merchant_days", "market_days")
    }
    asked = sql_text(__file__, "../sql/asked_all.sql")
    return days | {"features": features_sql(asked=asked)}


def in_spark(text: str) -> str:
    """The statement in Spark's dialect; raises `sqlglot.UnsupportedError` where it has none."""
    sqlglot = spark_package("sqlglot")
    (written,) = sqlglot.transpile(
        text, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE
    )
    return str(written)


@contextmanager
def _workplace(folder: Path) -> Iterator[Path]:
    """An empty folder, under a name that is always the same: what a killed run left goes too."""
    place = folder / WORKPLACE
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _hand_over(con: duckdb.DuckDBPyConnection, spark: "SparkSession", place: Path) -> None:
    """Copy the raw tables to where Spark reads them, under the names that the SQL knows."""
    for name in READ:
        con.table(name).write_parquet(str(place / f"{name}.parquet"))
        spark.read.parquet(str(place / f"{name}.parquet")).createOrReplaceTempView(name)
    for feed in FEEDS:
        spark.table(feed).createOrReplaceTempView(f"{feed}_events")


def _materialise(spark: "SparkSession", name: str, text: str, place: Path) -> None:
    """Let the workers write a statement's rows, in its order; no one machine need hold them."""
    spark.sql(in_spark(text)).write.parquet(str(place / name))
    spark.read.parquet(str(place / name)).createOrReplaceTempView(name)


def _take_back(con: duckdb.DuckDBPyConnection, name: str, text: str, place: Path) -> None:
    """Fill the store's table with what Spark wrote, in the types that DuckDB itself gives it."""
    if name == "features":
        con.execute(f"create or replace table features as {text} with no data")
    else:
        reset_table(con, name)
    con.read_parquet(str(place / name / "*.parquet")).insert_into(name)
