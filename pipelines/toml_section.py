"""Reading policy files in TOML, section by section; every refusal names the file and the key."""

import hashlib
import math
import tomllib
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipelines.errors import Refused


@dataclass(frozen=True)
class Document:
    """A policy file as read: its sections, and the first eight digits of its SHA-256."""

    path: Path
    sections: dict[str, Any]
    digest: str

    def section(self, name: str) -> "Section":
        """The section of this name; Refused where it is missing."""
        return Section(self.path, name, self.sections)


def read_document(path: Path, sections: Set[str] | None, *, what: str, variable: str) -> Document:
    """Read the policy file at `path`, which may have these sections only; None allows any.

    Raises Refused when it cannot be read or has another section; `what` names the policy and
    `variable` the setting that leads to it.
    """
    try:
        content = path.read_bytes()
        found = tomllib.loads(content.decode("utf-8"))
    except OSError as error:
        raise Refused(
            f"no {what} at {path} ({error.strerror}): restore the file or set {variable}"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{path} is not readable as TOML ({error}): correct it") from error
    for name in sorted(found.keys() - (found.keys() if sections is None else sections)):
        raise Refused(f"{path}: [{name}] is not a section of the {what}; remove or rename it")
    return Document(path, found, hashlib.sha256(content).hexdigest()[:8])


class Section:
    """The keys of one section, taken one by one; `finish` refuses those nobody asked for."""

    def __init__(self, path: Path, name: str, parent: Mapping[str, Any]) -> None:
        self._path = path
        self._name = name
        values = parent.get(name.rpartition(".")[2])
        if not isinstance(values, dict):
            raise Refused(f"{path}: section [{name}] is missing; add it")
        self.values = values
        self._asked: set[str] = set()

    def refused(self, key: str, problem: str) -> Refused:
        """The refusal of `key`, with its place and what to do about it."""
        return Refused(f"{self._path}: {key} in [{self._name}] {problem}")

    def number(self, key: str, low: float, high: float) -> float:
        """A number from `low` to `high`."""
        value = self._take(key)
        if type(value) not in (int, float) or not math.isfinite(value) or not low <= value <= high:
            raise self.refused(key, f"must be a number from {low:g} to {high:g}, not {value!r}")
        return float(value)

    def whole(self, key: str, low: int) -> int:
        """A whole number from `low`."""
        value = self._take(key)
        if type(value) is not int or value < low:
            raise self.refused(key, f"must be a whole number from {low}, not {value!r}")
        return value

    def cents(self, key: str, low: float = 0.0) -> int:
        """An amount in units of currency, with at most two decimals, returned in cents."""
        value = Decimal(str(self.number(key, low, 1e12)))
        if value % Decimal("0.01"):
            raise self.refused(key, f"must have at most two decimals, not {value}")
        return int(value * 100)

    def text(self, key: str) -> str:
        """Text that is not blank."""
        value = self._take(key)
        if not isinstance(value, str) or not value.strip():
            raise self.refused(key, f"must be text that is not blank, not {value!r}")
        return value

    def day(self, key: str) -> date:
        """A date."""
        value = self._take(key)
        if type(value) is not date:
            raise self.refused(key, f"must be a date such as 2026-11-01, not {value!r}")
        return value

    def rates(self, key: str) -> tuple[float, ...]:
        """A list of at least one rate from 0 to below 1."""
        found = self.shares(key)
        if max(found) == 1:
            raise self.refused(key, f"must list numbers below 1, not {self.values[key]!r}")
        return found

    def shares(self, key: str) -> tuple[float, ...]:
        """A list of at least one share from 0 to 1."""
        value = self._take(key)
        if not isinstance(value, list) or not value or not all(map(_is_share, value)):
            raise self.refused(key, f"must list numbers from 0 to 1, not {value!r}")
        return tuple(float(share) for share in value)

    def optional(self, key: str) -> Any:
        """What the file says, unchecked, or None."""
        self._asked.add(key)
        return self.values.get(key)

    def finish(self) -> None:
        """Refuse a key that was never asked for: it is misspelt, and its rule would not hold."""
        for key in sorted(self.values.keys() - self._asked):
            raise self.refused(key, "is not a key of the policy; remove it or correct its name")

    def _take(self, key: str) -> Any:
        self._asked.add(key)
        if key not in self.values:
            raise self.refused(key, "is missing; add it")
        return self.values[key]


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
