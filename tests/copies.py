"""A store to write to: a copy of one that tests share."""

import shutil
from pathlib import Path


def copy_of(store: Path, to: Path, *left_out: str) -> Path:
    """Copy a store that others may be reading, less what matches `left_out`; the copy's folder.

    The files beside a database come and go with its readers; nobody writes to a shared store, so
    they hold nothing.
    """
    ignored = shutil.ignore_patterns("*-wal", "*-shm", *left_out)
    return Path(shutil.copytree(store, to, ignore=ignored))
