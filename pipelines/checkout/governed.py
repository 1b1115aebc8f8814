"""The policy and the reason statements as the desk read them, word for word, and read back."""

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipelines.checkout.desk import CheckoutDesk
from pipelines.errors import Refused

Read = TypeVar("Read")


@dataclass(frozen=True)
class GovernedFile:
    """One version of a governed file; `kind` is policy or statements."""

    sha256: str
    kind: str
    content: str


def governed_files(desk: CheckoutDesk) -> tuple[GovernedFile, ...]:
    """The desk's own files; Refused where one has changed since the desk was opened."""
    named = (
        ("policy", desk.settings.policy, desk.policy_digest),
        ("statements", desk.settings.reasons, desk.statements_digest),
    )
    return tuple(_file(kind, path, digest) for kind, path, digest in named)


def read_again(content: str, load: Callable[[Path], Read]) -> Read:
    """Read a kept file as `load` reads it from disk."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kept.toml"
        path.write_bytes(content.encode())
        return load(path)


def _file(kind: str, path: Path, digest: str) -> GovernedFile:
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise Refused(f"{path} has changed since the desk was opened: open it again")
    return GovernedFile(digest, kind, content.decode("utf-8"))
