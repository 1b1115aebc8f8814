"""A Spark session for as long as some work takes, and why there is none where there cannot be."""

import importlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from pipelines.errors import Refused

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

DRIVER_MEMORY = "4g"
"""What the driver may use; with a local master, that is all of Spark."""
CONFIGURATION = {
    "spark.app.name": "pay-later-workbench",
    "spark.driver.memory": DRIVER_MEMORY,
    "spark.driver.maxResultSize": "0",
    "spark.log.level": "OFF",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
LOCAL = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
}
"""What only a master on this machine can do with: no one else reaches it, and few tasks do."""
INSTALL = '`pip install -e ".[spark]"`'


@contextmanager
def spark_session(master: str) -> Iterator["SparkSession"]:
    """A session of `master`, stopped at the end; all that Spark has against the work is `Refused`.

    `master` is what Spark calls one: "local[2]", "spark://host:7077", "yarn". Raises `Refused`
    where Java or the packages of the extra `spark` are not installed.
    """
    builder = _builder(master)
    errors = _errors()
    with tempfile.TemporaryDirectory(prefix="spark-") as scratch:
        try:
            session = builder.config("spark.sql.warehouse.dir", scratch).getOrCreate()
        except errors as error:
            raise Refused(
                f"Spark does not start at {master} ({reason(error)}): check PAYLATER_SPARK_MASTER, "
                "and that Java is version 17 or later"
            ) from error
        try:
            yield session
        except errors as error:
            raise Refused(f"Spark at {master} gave up: {reason(error)}") from error
        finally:
            session.stop()


def spark_package(name: str) -> ModuleType:
    """Import a package of the extra `spark`; `Refused` with what to install where it is missing."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise Refused(f"Spark needs {error.name or name}: {INSTALL}") from error


def require_java() -> None:
    """Raise `Refused` where there is no Java to run Spark with."""
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=str(Path(home) / "bin") if home else None) is None:
        raise Refused(
            "Spark needs Java 17 or later, and none was found: install one (a package such as "
            "openjdk-17-jre-headless), or set JAVA_HOME"
        )


def reason(error: Exception) -> str:
    """What Spark, or a worker's Python, itself says, in one line without places in the source."""
    said = str(error)
    of_worker = re.search(r"^Traceback .*?^([\w.]+: .*?)$", said, flags=re.MULTILINE | re.DOTALL)
    if of_worker:
        return of_worker[1].split(": ", 1)[1]
    lines = [line.strip(": ") for line in said.splitlines() if line.strip(": ")]
    own = [line for line in lines if not line.startswith("An error occurred while calling")]
    return own[0] if own else type(error).__name__


def _builder(master: str) -> Any:
    sql = spark_package("pyspark.sql")
    require_java()
    # Workers on this machine run this Python, for another may have none of the packages.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    chosen = CONFIGURATION | (LOCAL if master.startswith("local") else {})
    builder = sql.SparkSession.builder.master(master)
    for name, value in chosen.items():
        builder = builder.config(name, value)
    return builder


def _errors() -> tuple[type[Exception], ...]:
    """What Spark's client raises, from Python and from the other side."""
    return (
        spark_package("pyspark.errors").PySparkException,
        spark_package("py4j.protocol").Py4JError,
    )
