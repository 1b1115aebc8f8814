"""A SQL text of DuckDB's, translated by sqlglot and run by Spark on this machine's two cores.

This is where a book that has outgrown one machine hands over: the same text, the same Parquet
files, Spark's own client. Starting Spark is not in the measured time.
"""

from pathlib import Path

import pyarrow as pa
import sqlglot
from pyspark.sql import SparkSession

from pipelines.features import features_sql
from pipelines.store import sql_text
from tests.benchmarks.features.columns import ASKED, COMMON
from tests.benchmarks.features.contender import arguments, compete
from tests.benchmarks.features.stores import EXPORTED, parquet_of

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "4g",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "8",
}


def session(folder: Path) -> SparkSession:
    """Spark on two cores, with the store's Parquet copies under the names of its tables."""
    builder = SparkSession.builder.master("local[2]").appName("features")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    for table in EXPORTED:
        spark.read.parquet(str(parquet_of(folder, table))).createOrReplaceTempView(table)
    return spark


def translated(sql: str) -> str:
    """The statement in Spark's dialect; sqlglot raises for what has no equal there."""
    (text,) = sqlglot.transpile(
        sql, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE
    )
    return text


def statement(name: str) -> str:
    """The text to run, in DuckDB's dialect."""
    return (
        features_sql(COMMON, asked=ASKED)
        if name == "catalogue"
        else sql_text(__file__, "hand_written.sql")
    )


def rows(spark: SparkSession, sql: str) -> pa.Table:
    """The statement's rows."""
    return spark.sql(translated(sql)).toArrow()


def main() -> None:
    """Run the catalogue's statement for the common features, or the one written by hand."""
    options = arguments(__doc__, text="catalogue or hand")
    spark = session(options.folder)
    compete(options, lambda: rows(spark, statement(options.text)))
    spark.stop()


if __name__ == "__main__":
    main()
