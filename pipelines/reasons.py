"""Governed reason statements: the words a merchant reads for each reason code.

The file (`data/reasons.toml`) is data under review, not code: every code has the driver group it
speaks for, one plain statement, an owner and the day from which it may be used.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.errors import Refused

CODE = re.compile(r"[A-Z][0-9]{2}")
FIELDS = {"group": str, "statement": str, "owner": str, "effective_on": date}


@dataclass(frozen=True)
class Statement:
    """One governed statement; `effective_on` is the first day it may be used."""

    code: str
    group: str
    statement: str
    owner: str
    effective_on: date


@dataclass(frozen=True)
class Reason:
    """A reason given for one decision: its code, its words and the features behind it."""

    code: str
    statement: str
    features: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the reason in the shape of `explain --json` and `offer --json`."""
        return {"code": self.code, "statement": self.statement, "features": list(self.features)}


def load_statements(path: Path) -> dict[str, Statement]:
    """Read the statements by code; Refused when the file is missing, malformed or incomplete."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused(
            f"No reason statements at {path} ({error.strerror}): restore the file "
            "or set PAYLATER_REASONS"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{path} is not readable as TOML ({error}): correct it") from error
    if not entries:
        raise Refused(f"{path} holds no reason statement: restore the file")
    return {code: _statement(path, code, entry) for code, entry in entries.items()}


def check_coverage(codes: Iterable[str], statements: Mapping[str, Statement]) -> None:
    """Refuse when a scored feature's reason code has no statement."""
    missing = sorted(set(codes) - set(statements))
    if missing:
        raise Refused(
            f"No reason statement for {', '.join(missing)}: add it to the reason statements "
            "before a model may use these features"
        )


def _statement(path: Path, code: str, entry: Any) -> Statement:
    """Check one entry of the file and return it as a Statement."""
    if not CODE.fullmatch(code):
        raise Refused(f"{path}: {code} is not a reason code; use a letter and two digits")
    if not isinstance(entry, dict) or set(entry) != set(FIELDS):
        raise Refused(f"{path}: {code} must give exactly {', '.join(FIELDS)}")
    for name, kind in FIELDS.items():
        value = entry[name]
        if type(value) is not kind or not str(value).strip():
            raise Refused(f"{path}: {name} of {code} must be a {_plain(kind)}")
    return Statement(code=code, **entry)


def _plain(kind: type) -> str:
    """Name a field's type as the file's author knows it."""
    return "date like 2026-11-01" if kind is date else "text that is not empty"
