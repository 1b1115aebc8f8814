"""Opening DuckDB files with the locks a lender wants, and saying who is in the way."""

import re
from pathlib import Path
from typing import Any

import duckdb

from pipelines.errors import Refused
from pipelines.settings import Settings

OFFLINE: dict[str, Any] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def refused_open(path: Path, error: duckdb.Error) -> Refused:
    """Put DuckDB's reason for not opening `path` into words that say what to do."""
    holder = re.search(r"PID (\d+)", str(error))
    if holder:
        return Refused(
            f"{path} is open for writing in process {holder[1]}: "
            "wait until it has finished or stop it, then try again"
        )
    return Refused(
        f"{path} cannot be opened as a store ({str(error).splitlines()[0]}): restore it from a "
        "copy, or move it away and import again"
    )


def open_for_reading(settings: Settings) -> duckdb.DuckDBPyConnection:
    """Open the published history read-only: no file access, no extension, no change of settings."""
    path = settings.history
    if not path.exists():
        raise Refused(
            f"no store at {settings.store}: run `python -m pipelines demo` for the embedded demo, "
            "or `python -m pipelines import` for your own files"
        )
    config = {
        **OFFLINE,
        "enable_external_access": False,
        "lock_configuration": True,
        "memory_limit": settings.memory_limit,
        "threads": settings.threads,
    }
    try:
        return duckdb.connect(str(path), read_only=True, config=config)
    except duckdb.Error as error:
        raise refused_open(path, error) from error


def open_for_building(path: Path, settings: Settings) -> duckdb.DuckDBPyConnection:
    """Open a private draft of the history for writing."""
    config = {**OFFLINE, "memory_limit": settings.memory_limit, "threads": settings.threads}
    return duckdb.connect(str(path), config=config)
