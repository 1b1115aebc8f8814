"""A cheap mark of what a desk was opened on, to see whether it is still in force."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import Refused
from pipelines.features.serving import MANIFEST
from pipelines.settings import Settings
from pipelines.store import Workbench

FileMark = tuple[int, int, int] | None


@dataclass(frozen=True)
class Stamp:
    """The champion's id, and inode, time and size of each file a desk reads; None: not there."""

    champion: str | None
    history: FileMark
    snapshot: FileMark
    policy: FileMark
    statements: FileMark


def read_stamp(settings: Settings) -> Stamp:
    """The stamp of what is in force now."""
    holder = Workbench(settings).role_holder("champion")
    return Stamp(
        champion=holder.model_id if holder else None,
        history=_mark(settings.history),
        snapshot=_mark(settings.serving / MANIFEST),
        policy=_mark(settings.policy),
        statements=_mark(settings.reasons),
    )


def file_digest(path: Path) -> str:
    """SHA-256 of a file; Refused where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise Refused(f"{path} cannot be read ({error.strerror}): restore it") from error


def _mark(path: Path) -> FileMark:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_ino, state.st_mtime_ns, state.st_size
